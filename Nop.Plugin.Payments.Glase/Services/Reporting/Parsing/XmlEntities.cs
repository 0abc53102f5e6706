using System.Globalization;
using System.Text;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// The entities that XML itself has. All others stay as they are written: nothing is ever expanded.
/// </summary>
internal static class XmlEntities
{
    private const int MaxEntityLength = 10;

    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&'))
            return text.ToString();

        var decoded = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            var ampersand = text.IndexOf('&');
            var plain = ampersand < 0 ? text : text[..ampersand];
            decoded.Append(plain);
            text = text[plain.Length..];
            if (text.IsEmpty)
                break;

            var end = text[..Math.Min(text.Length, MaxEntityLength)].IndexOf(';');
            if (end > 1 && Character(text[1..end]) is { } character)
            {
                decoded.Append(character);
                text = text[(end + 1)..];
            }
            else
            {
                decoded.Append('&');
                text = text[1..];
            }
        }

        return decoded.ToString();
    }

    private static string Character(ReadOnlySpan<char> name)
    {
        return name switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "apos" => "'",
            _ => name[0] == '#' ? Numbered(name[1..]) : null
        };
    }

    private static string Numbered(ReadOnlySpan<char> number)
    {
        var isHex = number.Length > 0 && number[0] is 'x' or 'X';
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return int.TryParse(isHex ? number[1..] : number, style, CultureInfo.InvariantCulture, out var code)
            && Rune.IsValid(code) && code >= ' '
            ? new Rune(code).ToString()
            : null;
    }
}
