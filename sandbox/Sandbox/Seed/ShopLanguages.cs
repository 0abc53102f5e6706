using Nop.Core.Domain.Localization;

namespace Sandbox.Seed;

/// <summary>The shop's languages.</summary>
internal static class ShopLanguages
{
    private static readonly (string Name, string Culture)[] _first =
        [("English", "en-US"), ("Svenska", "sv-SE"), ("العربية", "ar-SA")];

    private static readonly (string Name, string Culture)[] _others =
    [
        ("Dansk", "da-DK"), ("Deutsch", "de-DE"), ("Español", "es-ES"), ("Français", "fr-FR"), ("Italiano", "it-IT"),
        ("Nederlands", "nl-NL"), ("Norsk bokmål", "nb-NO"), ("Polski", "pl-PL"), ("Português", "pt-PT"),
        ("Português (Brasil)", "pt-BR"), ("Suomi", "fi-FI")
    ];

    /// <summary>The cultures of all languages that a shop can have, the default one first.</summary>
    public static string[] Cultures { get; } = [.. _first.Concat(_others).Select(language => language.Culture)];

    /// <param name="all">Whether all languages that the plugin has texts in are wanted, or three of them</param>
    public static IEnumerable<Language> Of(bool all)
    {
        return (all ? _first.Concat(_others) : _first).Select((language, index) => new Language
        {
            Name = language.Name,
            LanguageCulture = language.Culture,
            UniqueSeoCode = language.Culture[..2],
            Rtl = language.Culture.StartsWith("ar", StringComparison.Ordinal),
            Published = true,
            DisplayOrder = index + 1
        });
    }
}
