using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What every operation answers. Numbers are read as text, so that a missing one is not mistaken for 0, which is SUCCESS.
/// Glase's resultDescription is not read: it may repeat what was sent.
/// </summary>
[XmlRoot("return", Namespace = "")]
[XmlType(Namespace = "")]
public class WireReturn
{
    [XmlElement("ersReference")]
    public string ErsReference { get; set; }

    [XmlElement("resultCode")]
    public string ResultCode { get; set; }

    internal virtual string Reference => null;
}
