using Nop.Core.Domain.Localization;

namespace Sandbox.Seed;

/// <summary>The shop's languages.</summary>
internal static class ShopLanguages
{
    public static string[] Cultures { get; } = ["en-US", "sv-SE", "ar-SA"];

    public static IEnumerable<Language> All()
    {
        yield return new Language
        {
            Name = "English", LanguageCulture = Cultures[0], UniqueSeoCode = "en", Published = true, DisplayOrder = 1
        };
        yield return new Language
        {
            Name = "Svenska", LanguageCulture = Cultures[1], UniqueSeoCode = "sv", Published = true, DisplayOrder = 2
        };
        yield return new Language
        {
            Name = "العربية", LanguageCulture = Cultures[2], UniqueSeoCode = "ar", Published = true, DisplayOrder = 3, Rtl = true
        };
    }
}
