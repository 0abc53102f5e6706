using System.Collections.Concurrent;
using System.Xml.Linq;
using Nop.Core.Domain.Localization;

namespace Nop.Plugin.Payments.Glase.Localization;

/// <summary>
/// The plugin's texts, which lie in its assembly as language packs in nopCommerce's own shape: one file per language, named by
/// its two-letter code, or by its culture where a region has texts of its own. The English ones are complete; the others may leave out what only admins read.
/// </summary>
public static class GlaseResources
{
    /// <summary>
    /// The language of the texts that are used where there are no others.
    /// </summary>
    public const string English = "en";

    private const string NorwegianBokmal = "nb";
    private const string FileEnding = ".xml";

    private static readonly string _filePrefix = $"{typeof(GlaseResources).Namespace}.Resources.";
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _packs = new();

    /// <summary>
    /// Gets the codes of the languages that the plugin has texts in.
    /// </summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        .. typeof(GlaseResources).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(_filePrefix, StringComparison.Ordinal))
            .Select(name => name[_filePrefix.Length..^FileEnding.Length])
            .Order()
    ];

    /// <summary>
    /// Finds the texts that suit a language of a shop. Its culture decides, such as sv-SE; where that is none of ours, the code
    /// in its addresses does. A region makes a difference only where it has texts of its own, as Brazil; both kinds of Norwegian get Bokmål.
    /// </summary>
    /// <param name="language">The shop's language</param>
    /// <returns>The code of one of <see cref="Languages"/>; English when no other suits</returns>
    public static string FindFor(Language language)
    {
        return FindFor([language.LanguageCulture, language.UniqueSeoCode]);
    }

    /// <summary>
    /// Finds the texts that suit the first of several cultures that the plugin has texts in.
    /// </summary>
    /// <param name="cultures">Names such as sv-SE or sv, the most wanted first; null is passed over</param>
    /// <returns>The code of one of <see cref="Languages"/>; English when no other suits</returns>
    public static string FindFor(IEnumerable<string> cultures)
    {
        return cultures.Select(Find).FirstOrDefault(code => code is not null) ?? English;
    }

    /// <summary>
    /// Gets all of the plugin's texts for a language of a shop; what is not there in that language is English.
    /// </summary>
    /// <returns>Texts by resource name</returns>
    public static IReadOnlyDictionary<string, string> LoadFor(Language language)
    {
        var texts = new Dictionary<string, string>(Load(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, text) in Load(FindFor(language)))
            texts[name] = text;
        return texts;
    }

    /// <summary>
    /// Reads the texts of one language from its file.
    /// </summary>
    /// <param name="code">One of <see cref="Languages"/></param>
    /// <returns>Texts by resource name</returns>
    /// <exception cref="ArgumentException">The plugin has no texts in this language.</exception>
    public static IReadOnlyDictionary<string, string> Load(string code = English)
    {
        return _packs.GetOrAdd(code, Read);
    }

    private static IReadOnlyDictionary<string, string> Read(string code)
    {
        using var pack = typeof(GlaseResources).Assembly.GetManifestResourceStream(_filePrefix + code + FileEnding)
            ?? throw new ArgumentException($"The plugin has no texts in '{code}'.", nameof(code));

        return XDocument.Load(pack).Root.Elements("LocaleResource").ToDictionary(
            resource => resource.Attribute("Name").Value,
            resource => resource.Element("Value").Value,
            StringComparer.OrdinalIgnoreCase);
    }

    private static string Find(string culture)
    {
        var name = culture?.Trim().Replace('_', '-');
        var code = name?.Split('-')[0];
        if (code?.ToLowerInvariant() is "no" or "nn")
            code = NorwegianBokmal;
        return Languages.FirstOrDefault(language => language.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? Languages.FirstOrDefault(language => language.Equals(code, StringComparison.OrdinalIgnoreCase));
    }
}
