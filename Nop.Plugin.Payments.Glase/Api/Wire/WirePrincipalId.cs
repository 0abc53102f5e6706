using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's principalId: who calls.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WirePrincipalId
{
    [XmlElement("id")]
    public string Id { get; set; }

    [XmlElement("type")]
    public string Type { get; set; }

    [XmlElement("userId")]
    public string UserId { get; set; }
}
