using System.Text;
using System.Text.Unicode;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's report.
/// </summary>
internal static class WireReport
{
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
    /// The text itself, or else decoded: as UTF-8 where it is that, as ISO 8859-1 where not.
    /// </summary>
    private static string Text(string content, string contentString)
    {
        if (!string.IsNullOrEmpty(contentString) || string.IsNullOrWhiteSpace(content))
            return contentString ?? string.Empty;

        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(content);
        }
        catch (FormatException)
        {
            throw new UnreadableResponseException("its report is not base64");
        }

        var text = (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
        return text.TrimStart('\uFEFF');
    }
}
