using System.Text.RegularExpressions;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Release;

/// <summary>
/// The pages under docs/ say what the code does.
/// </summary>
public class DocumentationTests
{
    private static IEnumerable<GlaseResultCode> Codes => Enum.GetValues<GlaseResultCode>().Except([GlaseResultCode.Success]);

    [TestCaseSource(nameof(Codes))]
    public void Troubleshooting_explains_each_code_in_the_words_of_the_log(GlaseResultCode code)
    {
        var info = GlaseResultCodes.Describe(code);

        Assert.That(File.ReadLines(Docs("troubleshooting.md")),
            Has.One.EqualTo($"| {(int)code} | {info.Name} | {info.Meaning} | {info.Advice} |"));
    }

    [Test]
    public void Links_between_the_pages_lead_somewhere()
    {
        var pages = Directory.GetFiles(Docs(""), "*.md").Append(Docs("../README.md"));
        foreach (var page in pages)
        {
            foreach (var link in Links(File.ReadAllText(page)))
                Assert.That(Path.Combine(Path.GetDirectoryName(page), link), Does.Exist, $"{Path.GetFileName(page)} links to it");
        }
    }

    [TestCase(typeof(GlasePaymentStatus), "## Statuses")]
    [TestCase(typeof(GlaseRefundStatus), "## Refunds")]
    public void Payments_explains_each_state_in_the_words_of_the_admin(Type states, string heading)
    {
        var rows = File.ReadLines(Docs("payments.md")).SkipWhile(line => line != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Split('|')[1].Trim());

        // A reservation that ran out has the state of what nobody paid, but a line of its own.
        var ranOut = EnglishTexts.Get($"{GlaseDefaults.ResourcePrefix}.Panel.Status.ReservationExpired");
        Assert.That(rows.Where(row => row != ranOut),
            Is.EqualTo(Enum.GetNames(states).Select(name => EnglishTexts.Get($"Enums.{states.FullName}.{name}"))));
        Assert.That(rows.Contains(ranOut), Is.EqualTo(states == typeof(GlasePaymentStatus)));
    }

    [Test]
    public void Payments_quotes_what_shoppers_read()
    {
        var quotes = Regex.Matches(File.ReadAllText(Docs("payments.md")), "\"([^\"]+)\"")
            .Select(quote => quote.Groups[1].Value).Distinct().ToList();

        Assert.That(quotes, Is.Not.Empty.And.SubsetOf(EnglishTexts.All));
    }

    [Test]
    public void Architecture_lists_the_steps_of_the_task_in_the_order_in_which_they_run()
    {
        var listed = File.ReadLines(Docs("architecture.md")).SkipWhile(line => line != "## What the task does each minute").Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Select(line => Regex.Match(line, "^\\d+\\. `(\\w+)`"))
            .Where(line => line.Success)
            .Select(line => line.Groups[1].Value);

        Assert.That(listed, Is.Not.Empty.And.EqualTo(RecoveryPipeline.StepTypes.Select(type => type.Name)));
    }

    [Test]
    public void Tests_that_the_pages_name_exist()
    {
        var all = typeof(DocumentationTests).Assembly.GetName().Name + ".";
        var types = typeof(DocumentationTests).Assembly.GetTypes()
            .Where(type => type.FullName.StartsWith(all, StringComparison.Ordinal)).ToList();
        var classes = types.Select(type => type.FullName[all.Length..].Replace('.', '/')).ToHashSet();
        var methods = types.SelectMany(type => type.GetMethods()).Select(method => method.Name).ToHashSet();
        var variables = Directory.EnumerateFiles(Path.Combine(Repository.Root, all.TrimEnd('.')), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"(GLASE_[A-Z_]+)\""))
            .Select(variable => variable.Groups[1].Value).ToHashSet();

        foreach (var page in new[] { "certification.md", "farm.md", "faults.md", "safety.md" })
        {
            var names = Regex.Matches(File.ReadAllText(Docs(page)), "`([A-Z]\\w+(/\\w+)*)`")
                .Select(name => name.Groups[1].Value)
                .Where(name => name.EndsWith("Tests", StringComparison.Ordinal) || name.Contains('_', StringComparison.Ordinal)).ToList();

            Assert.That(names, Is.Not.Empty);
            Assert.That(names.Where(name => !methods.Contains(name) && !variables.Contains(name) && !classes.Any(type => type == name
                || type.EndsWith("/" + name, StringComparison.Ordinal))), Is.Empty, page);
        }
    }

    private static IEnumerable<string> Links(string text)
    {
        return text.Split("](").Skip(1)
            .Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)].Split('#')[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal));
    }

    private static string Docs(string page) => Path.Combine(Repository.Root, "docs", page);
}
