using Nop.Plugin.Payments.Glase.Api;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests;

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

    private static IEnumerable<string> Links(string text)
    {
        return text.Split("](").Skip(1)
            .Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)].Split('#')[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal));
    }

    private static string Docs(string page)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Nop.Plugin.Payments.Glase.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests lie outside of the repository.");
        return Path.Combine(folder.FullName, "docs", page);
    }
}
