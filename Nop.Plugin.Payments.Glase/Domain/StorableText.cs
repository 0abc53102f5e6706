using System.Text;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// Truncates texts and reduces them to ASCII where a column requires it, so that an error message never prevents a row from
/// being saved.
/// </summary>
internal static class StorableText
{
    private const string Ellipsis = "…";

    /// <summary>
    /// Shortens a text to the length of its column, and leaves out what some database refuses: control characters, and halves of
    /// surrogate pairs. A text that was shortened ends with "…".
    /// </summary>
    /// <param name="text">The text; null for none</param>
    /// <param name="maxLength">How many characters its column holds</param>
    public static string Truncate(string text, int maxLength)
    {
        if (text is null)
            return null;

        // No text is so long that its length plus the sign does not fit into a number.
        var clean = WireText.Clean(text, maxLength + Ellipsis.Length);
        return clean.Length <= maxLength ? clean : WireText.Clean(clean, maxLength - Ellipsis.Length) + Ellipsis;
    }

    /// <summary>
    /// Gets whether every database can store a text, whatever character set its column has.
    /// </summary>
    /// <param name="text">The text; null for none</param>
    public static bool IsAscii(string text) => text is null || Ascii.IsValid(text);

    /// <summary>
    /// Writes a text in ASCII, with a question mark for each other character.
    /// </summary>
    /// <param name="text">The text; null for none</param>
    public static string ToAscii(string text)
    {
        if (IsAscii(text))
            return text;

        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            plain.Append(rune.IsAscii ? (char)rune.Value : '?');
        return plain.ToString();
    }

    /// <summary>
    /// Stores a row, and where the database refuses it as it is, stores it once more with its texts in plain characters.
    /// </summary>
    /// <param name="save">Stores it</param>
    /// <param name="arePlain">Whether its texts are in plain characters, so that they cannot be what was refused</param>
    /// <param name="makePlain">Writes its texts in plain characters</param>
    public static async Task SaveAsync(Func<Task> save, bool arePlain, Action makePlain)
    {
        try
        {
            await save();
        }
        catch (Exception) when (!arePlain)
        {
            // Each database has an exception of its own for a character that it does not have. If it was something else, it
            // happens again.
            makePlain();
            await save();
        }
    }
}
