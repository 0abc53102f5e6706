using System.Xml.Linq;

namespace Nop.Plugin.Payments.Glase.Localization;

/// <summary>
/// The plugin's texts, which lie in its assembly as language packs in nopCommerce's own shape.
/// </summary>
public static class GlaseResources
{
    /// <summary>
    /// Reads the texts of one language.
    /// </summary>
    /// <param name="culture">The language's two-letter code.</param>
    /// <returns>Texts by resource name.</returns>
    /// <exception cref="ArgumentException">The plugin has no texts in this language.</exception>
    public static IReadOnlyDictionary<string, string> Load(string culture = "en")
    {
        var assembly = typeof(GlaseResources).Assembly;
        using var pack = assembly.GetManifestResourceStream($"{typeof(GlaseResources).Namespace}.Resources.{culture}.xml")
            ?? throw new ArgumentException($"The plugin has no texts in '{culture}'.", nameof(culture));

        return XDocument.Load(pack).Root.Elements("LocaleResource").ToDictionary(
            resource => resource.Attribute("Name").Value,
            resource => resource.Element("Value").Value,
            StringComparer.OrdinalIgnoreCase);
    }
}
