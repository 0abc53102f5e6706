using System.Text.RegularExpressions;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Release;

/// <summary>
/// What the plugin writes into the log is explained where each line of it leads: in docs/troubleshooting.md, under "In the log".
/// </summary>
public partial class LogTextTests
{
    // Texts that are all variable: they are a note on an order too, or the names of what is done.
    private static readonly string[] _repeated =
    [
        "ReservationReleaser", "PartialOrderCompleter", "RefusalReporter", "ReceiptFailureReporter", "LostReservationResolution",
        "ReservationExpiryCheck", "ReversalReporter", "PaymentStatusRecorder", "UninstallGuard", "PeriodCloser",
        "OverwrittenOrderRepair"
    ];

    // They write what others say.
    private static readonly string[] _writers = ["ShopLogExtensions", "SafeLog", "FailureLog"];

    private static string[] Phrases { get; } = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "troubleshooting.md"))
        .SkipWhile(line => line != "## In the log").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| \"", StringComparison.Ordinal))
        .SelectMany(line => Quoted().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value))];

    private static (string Class, string Text)[] Texts { get; } = [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "Nop.Plugin.Payments.Glase"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !_writers.Contains(Path.GetFileNameWithoutExtension(file)))
        .SelectMany(file => Calls().Matches(File.ReadAllText(file))
            .Select(call => (Path.GetFileNameWithoutExtension(file), Fixed(call.Value))))];

    [Test]
    public void Each_warning_and_error_is_explained_on_the_page_that_it_leads_to()
    {
        var unexplained = Texts.Where(text => !_repeated.Contains(text.Class) && !Phrases.Any(text.Text.Contains));

        Assert.That(Texts, Has.Length.GreaterThan(50), "all are found");
        Assert.That(unexplained, Is.Empty);
    }

    [Test]
    public void The_page_explains_nothing_that_is_not_written()
    {
        Assert.That(Phrases.Where(phrase => !Texts.Any(text => text.Text.Contains(phrase, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void The_address_in_the_log_is_a_section_of_the_page()
    {
        var section = GlaseDefaults.LogHelpPage.Split('#')[1];

        Assert.That(Factories.HelpPage.Troubleshooting.Value.Html, Does.Contain($"id=\"{section}\""));
    }

    // The words that are always the same, without what is filled in.
    private static string Fixed(string call)
    {
        var literals = Literals().Matches(call).Select(match => match.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal));
        return Holes().Replace(string.Concat(literals), "…");
    }

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    // A call that writes a warning or an error, to its end.
    [GeneratedRegex(@"\b(?:\w*[lL]ogger\.Log(?:Warning|Error)Async|_?(?:safe|failure)?[lL]og\.(?:Warning|Error)Async)\((?:[^;""]|""(?:[^""\\]|\\.)*"")*;",
        RegexOptions.Singleline)]
    private static partial Regex Calls();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literals();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Holes();
}
