using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Localization;

/// <summary>
/// What holds for the file of each language, compared with the English one.
/// </summary>
public partial class LanguagePackTests
{
    private const string Swedish = "sv";

    // What begins so is for shoppers, and is there in all languages.
    private static readonly string[] _shoppersTexts =
    [
        "Plugins.Payments.Glase.PaymentMethodDescription", "Plugins.Payments.Glase.Payment.", "Plugins.Payments.Glase.QrCode.",
        "Plugins.Payments.Glase.Return.", "Plugins.Payments.Glase.Reference", "Plugins.Payments.Glase.PaymentReference.",
        "Plugins.Payments.Glase.Error.", "Plugins.Payments.Glase.Refund.", "Plugins.Payments.Glase.Rows.",
        "Plugins.Payments.Glase.Receipt."
    ];

    // Words that are the same in two languages, as language and name.
    private static readonly string[] _sameAsInEnglish =
    [
        "da Plugins.Payments.Glase.PaymentReference.Number",
        "pt-BR Plugins.Payments.Glase.Receipt.Item",
        "sv Plugins.Payments.Glase.Panel.Order",
        "sv Plugins.Payments.Glase.List.Status",
        "sv Plugins.Payments.Glase.Panel.Refunds.Status",
        "sv Plugins.Payments.Glase.Panel.Status",
        "sv Plugins.Payments.Glase.Reports.Field.TransactionPeriodId",
        "sv Plugins.Payments.Glase.Reports.Status"
    ];

    private static readonly string[] _names = ["Glase", "QR"];

    private static readonly string[] _beyondLatin1 = ["ar", "pl"];

    private static readonly IReadOnlyDictionary<string, string> _english = GlaseResources.Load();

    private static IEnumerable<string> Languages => GlaseResources.Languages;

    private static IEnumerable<string> LanguagesOfLatin1 => Languages.Except(_beyondLatin1);

    private static IEnumerable<string> OtherLanguages => Languages.Where(language => language != GlaseResources.English);

    [Test]
    public void There_is_a_file_for_each_language_that_is_promised()
    {
        Assert.That(Languages, Is.EquivalentTo(
            new[] { "ar", "da", "de", "en", "es", "fi", "fr", "it", "nb", "nl", "pl", "pt", "pt-BR", "sv" }));
    }

    [TestCaseSource(nameof(OtherLanguages))]
    public void Shoppers_read_all_texts_in_their_language(string language)
    {
        Assert.That(_english.Keys.Where(IsForShoppers).Except(GlaseResources.Load(language).Keys), Is.Empty);
    }

    [Test]
    public void Admins_read_all_texts_in_Swedish_too()
    {
        Assert.That(_english.Keys.Except(GlaseResources.Load(Swedish).Keys), Is.Empty);
    }

    [TestCaseSource(nameof(OtherLanguages))]
    public void No_text_is_there_that_English_has_not(string language)
    {
        Assert.That(GlaseResources.Load(language).Keys.Except(_english.Keys), Is.Empty);
    }

    // MariaDB creates databases in latin1, which is Windows-1252 there, until version 11.6: one character more, and nothing is installed.
    [TestCaseSource(nameof(LanguagesOfLatin1))]
    public void A_database_in_latin1_can_store_each_text(string language)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var latin1 = Encoding.GetEncoding("Windows-1252", EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
        Assert.That(GlaseResources.Load(language).Where(text => latin1.GetString(latin1.GetBytes(text.Value)) != text.Value), Is.Empty);
    }

    [TestCaseSource(nameof(OtherLanguages))]
    public void Placeholders_are_those_of_English(string language)
    {
        Assert.That(Different(language, text =>
            string.Join(' ', Placeholders().Matches(text).Select(match => match.Value).Order())), Is.Empty);
    }

    [TestCaseSource(nameof(OtherLanguages))]
    public void Sentences_questions_and_labels_end_as_in_English(string language)
    {
        Assert.That(Different(language, Ending), Is.Empty);
    }

    [TestCaseSource(nameof(OtherLanguages))]
    public void No_text_was_left_in_English(string language)
    {
        var same = GlaseResources.Load(language)
            .Where(text => text.Value == _english[text.Key] && Words().IsMatch(Placeholders().Replace(text.Value, "")))
            .Select(text => $"{language} {text.Key}");

        Assert.That(same.Except(_sameAsInEnglish), Is.Empty);
    }

    [TestCaseSource(nameof(OtherLanguages))]
    public void Names_stay_what_they_are(string language)
    {
        Assert.That(Different(language, text => string.Join(' ', _names.Where(text.Contains))), Is.Empty);
    }

    [TestCaseSource(nameof(OtherLanguages))]
    public void Apostrophes_and_quotation_marks_are_printed_ones(string language)
    {
        Assert.That(GlaseResources.Load(language).Where(text => text.Value.AsSpan().IndexOfAny('\'', '"', '`') >= 0), Is.Empty);
    }

    [Test]
    public void No_line_breaks_before_punctuation_in_French()
    {
        Assert.That(GlaseResources.Load("fr").Where(text => BreakingSpaces().IsMatch(text.Value)), Is.Empty);
    }

    [TestCaseSource(nameof(Languages))]
    public void No_text_is_empty_or_has_spaces_to_spare(string language)
    {
        Assert.That(GlaseResources.Load(language).Values, Is.All.Matches<string>(text =>
            text.Length > 0 && text == text.Trim() && !text.Contains("  ", StringComparison.Ordinal)));
    }

    [TestCaseSource(nameof(Languages))]
    public void No_text_needs_encoding_because_views_write_them_as_they_are(string language)
    {
        Assert.That(GlaseResources.Load(language).Where(text => text.Value.AsSpan().IndexOfAny('<', '>', '&') >= 0), Is.Empty);
    }

    [TestCaseSource(nameof(Languages))]
    public void The_file_is_one_that_nopCommerce_imports(string language)
    {
        var pack = XDocument.Load(Path.Combine(Repository.Plugin, "Localization", $"Resources.{language}.xml")).Root;

        Assert.That(pack.Name.LocalName, Is.EqualTo("Language"));
        Assert.That((bool)pack.Attribute("IsRightToLeft"), Is.EqualTo(language == "ar"));
        // nopCommerce reads the name, then the text of the first Value up to any other node.
        Assert.That(pack.Elements(), Has.All.Matches<XElement>(resource =>
            resource.Name == "LocaleResource" && resource.Attribute("Name") is not null && resource.Elements().Count() == 1
            && resource.Element("Value")?.Nodes().Single() is XText));
    }

    [TestCaseSource(nameof(OtherLanguages))]
    public void The_texts_stand_in_the_order_of_English(string language)
    {
        var texts = GlaseResources.Load(language);

        Assert.That(texts.Keys, Is.EqualTo(_english.Keys.Where(texts.ContainsKey)));
    }

    private static bool IsForShoppers(string name)
    {
        return Array.Exists(_shoppersTexts, beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Different(string language, Func<string, string> trait)
    {
        return GlaseResources.Load(language)
            .Where(text => _english.TryGetValue(text.Key, out var english) && trait(english) != trait(text.Value))
            .Select(text => $"{text.Key}: {text.Value}");
    }

    private static string Ending(string text)
    {
        return text[^1] switch
        {
            '؟' => "?",
            '.' or '?' or ':' or '…' => text[^1..],
            _ => ""
        };
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholders();

    [GeneratedRegex("[ \\w][?!:;](\\s|$)")]
    private static partial Regex BreakingSpaces();

    [GeneratedRegex(@"\p{L}")]
    private static partial Regex Words();
}
