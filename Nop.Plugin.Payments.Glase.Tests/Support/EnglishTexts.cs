using System.Xml.Linq;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// The plugin's English texts, as they are in its language pack.
/// </summary>
internal static class EnglishTexts
{
    private static readonly Dictionary<string, string> _texts =
        XDocument.Load(Path.Combine(Repository.Plugin, "Localization", "Resources.en.xml")).Descendants("LocaleResource")
            .ToDictionary(text => text.Attribute("Name").Value, text => text.Element("Value").Value);

    public static IReadOnlyCollection<string> All => _texts.Values;

    public static string Get(string name) => _texts[name];
}
