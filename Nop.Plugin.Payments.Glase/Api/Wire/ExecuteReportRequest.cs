using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Content of executeReport.
/// </summary>
[XmlRoot("executeReport", Namespace = GlaseNamespaces.Merchant)]
[XmlType(Namespace = "")]
public sealed class ExecuteReportRequest : WireRequest
{
    [XmlElement("reportId")]
    public string ReportId { get; set; }

    [XmlElement("language")]
    public string Language { get; set; }

    [XmlElement("parameters")]
    public WireParameters Parameters { get; set; }
}
