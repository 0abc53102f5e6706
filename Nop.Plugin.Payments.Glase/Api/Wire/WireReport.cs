using System.Text;
using System.Text.Unicode;
using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's report.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WireReport
{
    [XmlElement("title")]
    public string Title { get; set; }

    [XmlElement("mimeType")]
    public string MimeType { get; set; }

    [XmlElement("content")]
    public string Content { get; set; }

    [XmlElement("contentString")]
    public string ContentString { get; set; }

    /// <summary>
    /// The text itself, or else decoded: as UTF-8 where it is that, as ISO 8859-1 where not.
    /// </summary>
    internal string Text()
    {
        if (!string.IsNullOrEmpty(ContentString) || string.IsNullOrWhiteSpace(Content))
            return ContentString ?? string.Empty;

        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(Content);
        }
        catch (FormatException)
        {
            throw new UnreadableAnswerException("its report is not base64");
        }

        var text = (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
        return text.TrimStart('\uFEFF');
    }
}
