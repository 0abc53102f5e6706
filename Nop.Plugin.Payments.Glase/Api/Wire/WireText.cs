using System.Text;
using System.Xml;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Texts as XML 1.0 can carry them.
/// </summary>
internal static class WireText
{
    /// <summary>
    /// Drops characters that XML cannot carry, replaces half a surrogate pair by U+FFFD, makes every line end a line feed
    /// and cuts to a length without splitting a pair.
    /// </summary>
    public static string Clean(string text, int maxLength)
    {
        if (text is null || (text.Length <= maxLength && IsClean(text)))
            return text;

        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        for (var i = 0; i < text.Length && clean.Length < maxLength; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                if (clean.Length + 2 > maxLength)
                    break;
                clean.Append(c).Append(text[++i]);
            }
            else if (char.IsSurrogate(c))
                clean.Append('\uFFFD');
            else if (c == '\r')
            {
                if (i + 1 == text.Length || text[i + 1] != '\n')
                    clean.Append('\n');
            }
            else if (XmlConvert.IsXmlChar(c))
                clean.Append(c);
        }

        return clean.ToString();
    }

    /// <summary>
    /// A text that would mean something else when changed, such as a reference or an address.
    /// </summary>
    public static string Whole(string text, int maxLength, string name)
    {
        if (text is null)
            return null;
        if (text.Length > maxLength)
            throw new ArgumentException($"At most {maxLength} characters can be sent.", name);
        if (!IsClean(text))
            throw new ArgumentException("It holds a character that XML cannot carry.", name);

        return text;
    }

    /// <summary>
    /// Whether there is XML that says so, be it with the help of character references.
    /// </summary>
    public static bool IsPossible(string text) => IsClean(text) || IsClean(text.Replace("\r", null, StringComparison.Ordinal));

    public static bool IsClean(string text)
    {
        // Most are.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return true;

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (c == '\r' || !XmlConvert.IsXmlChar(c))
                return false;
        }

        return true;
    }
}
