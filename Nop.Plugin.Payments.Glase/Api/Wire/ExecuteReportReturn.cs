using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What executeReport answers.
/// </summary>
[XmlRoot("return", Namespace = "")]
[XmlType(Namespace = "")]
public sealed class ExecuteReportReturn : WireReturn
{
    [XmlElement("report")]
    public WireReport Report { get; set; }

    internal Report ToReport()
    {
        return Report is null
            ? throw new UnreadableAnswerException("it has no report")
            : new(Report.Title, Report.MimeType, Report.Text());
    }
}
