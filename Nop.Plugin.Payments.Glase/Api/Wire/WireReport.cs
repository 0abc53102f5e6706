using System.Text;
using System.Text.Unicode;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's report.
/// </summary>
internal static class WireReport
{
    private const char ByteOrderMark = '\uFEFF';

    public static Report Read(ResponseReader reader)
    {
        string title = null, mimeType = null, content = null, contentString = null;
        reader.Enter();
        while (reader.MoveToElement())
        {
            if (reader.IsAt("title"))
                title = reader.LenientText();
            else if (reader.IsAt("mimeType"))
                mimeType = reader.LenientText();
            else if (reader.IsAt("content"))
                content = reader.Text(content);
            else if (reader.IsAt("contentString"))
                contentString = reader.Text(contentString);
            else
                reader.Skip();
        }

        return new(title, mimeType, Text(content, contentString));
    }

    /// <summary>
    /// The text itself unless it is blank, or else decoded: as UTF-16 or UTF-8 where it is that, as ISO 8859-1 where not.
    /// </summary>
    private static string Text(string content, string contentString)
    {
        var text = contentString?.Trim(ByteOrderMark).Trim() ?? string.Empty;
        if (text.Length > 0 || string.IsNullOrWhiteSpace(content))
            return text;

        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(content);
        }
        catch (FormatException)
        {
            throw new UnreadableResponseException("its report is not base64");
        }

        return EncodingOf(bytes).GetString(bytes).TrimStart(ByteOrderMark);
    }

    // Without a byte order mark, UTF-16 shows by its first character, of which half is nothing: a report begins with "<" or a blank.
    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes)
    {
        return bytes switch
        {
            [0xFF, 0xFE, ..] or [not 0, 0, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] or [0, not 0, ..] => Encoding.BigEndianUnicode,
            _ => Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1
        };
    }
}
