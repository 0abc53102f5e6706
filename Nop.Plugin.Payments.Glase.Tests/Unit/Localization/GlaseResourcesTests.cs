using System.Reflection;
using System.Text.RegularExpressions;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Web.Framework.Mvc.ModelBinding;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Localization;

public partial class GlaseResourcesTests
{
    private static readonly IReadOnlyDictionary<string, string> _texts = GlaseResources.Load();

    [Test]
    public void Every_text_that_is_asked_for_is_there()
    {
        Assert.That(UsedNames().Where(name => !_texts.ContainsKey(name)), Is.Empty);
    }

    [Test]
    public void Every_text_is_asked_for()
    {
        var used = UsedNames().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sources = Sources().ToList();
        var prefixes = Endings(sources).Where(ending => ending.EndsWith('.')).Select(ending => GlaseDefaults.ResourcePrefix + ending)
            .Distinct().ToList();

        // Where code adds an ending to the beginning of a name, the ending stands in quotes of its own.
        bool IsJoined(string name) => prefixes.Exists(prefix => name.StartsWith(prefix, StringComparison.Ordinal)
            && sources.Exists(source => source.Contains($"\"{name[prefix.Length..]}\"", StringComparison.Ordinal)));

        Assert.That(_texts.Keys.Where(name => !used.Contains(name) && !IsJoined(name)), Is.Empty);
    }

    [Test]
    public void Names_lie_where_uninstalling_finds_them()
    {
        Assert.That(_texts.Keys, Is.All.StartsWith("Plugins.Payments.Glase.").Or.StartsWith("Enums.Nop.Plugin.Payments.Glase.")
            .Or.EqualTo(GlaseDefaults.PaymentLinkTemplateDescription));
    }

    [Test]
    public void A_language_that_is_not_there_is_an_error()
    {
        Assert.That(() => GlaseResources.Load("tlh"), Throws.ArgumentException);
    }

    private static IEnumerable<string> UsedNames()
    {
        var sources = Sources().ToList();
        var written = sources.SelectMany(source => FullNames().Matches(source)).Select(match => match.Groups[1].Value);
        var joined = Endings(sources).Where(ending => !ending.EndsWith('.')).Select(ending => GlaseDefaults.ResourcePrefix + ending);
        var hints = new[] { typeof(ConfigurationModel), typeof(PaymentSearchModel), typeof(PeriodSearchModel), typeof(DifferenceSearchModel) }
            .SelectMany(type => type.GetProperties())
            .Select(property => property.GetCustomAttribute<NopResourceDisplayNameAttribute>())
            .Where(attribute => attribute is not null)
            .Select(attribute => attribute.ResourceKey + ".Hint");
        var values = new[]
            {
                typeof(QrCodePlacement), typeof(CaptureMode),
                typeof(GlasePaymentStatus), typeof(GlaseRefundStatus), typeof(GlasePeriodStatus), typeof(ReportKind),
                typeof(ReportProblem), typeof(DifferenceKind)
            }
            .SelectMany(type => Enum.GetNames(type).Select(name => $"Enums.{type.FullName}.{name}"));
        return written.Concat(joined).Concat(hints).Concat(values).Append(GlaseDefaults.PaymentLinkTemplateDescription).Distinct();
    }

    private static IEnumerable<string> Endings(IEnumerable<string> sources)
    {
        return sources.SelectMany(source => JoinedNames().Matches(source)).Select(match => match.Groups[1].Value);
    }

    private static IEnumerable<string> Sources()
    {
        return new[] { "*.cs", "*.cshtml" }
            .SelectMany(pattern => Directory.EnumerateFiles(Repository.Plugin, pattern, SearchOption.AllDirectories))
            .Where(path => !Path.GetRelativePath(Repository.Plugin, path).StartsWith("obj", StringComparison.Ordinal)
                && !Path.GetRelativePath(Repository.Plugin, path).StartsWith("bin", StringComparison.Ordinal))
            .Select(File.ReadAllText);
    }

    [GeneratedRegex("\"(Plugins\\.Payments\\.Glase(?:\\.\\w+)+)\"")]
    private static partial Regex FullNames();

    [GeneratedRegex("ResourcePrefix(?: \\+ \"|\\})((?:\\.\\w+)+\\.?)")]
    private static partial Regex JoinedNames();
}
