using System.Xml.Serialization;

namespace Glase.Simulator.Wire;

[XmlType(Namespace = "")]
public sealed class ClientContext
{
    [XmlElement("channel")]
    public string Channel { get; set; }

    [XmlElement("clientComment")]
    public string ClientComment { get; set; }

    [XmlElement("clientId")]
    public string ClientId { get; set; }

    [XmlElement("clientReference")]
    public string ClientReference { get; set; }

    [XmlElement("clientRequestTimeout")]
    public long ClientRequestTimeout { get; set; }

    [XmlElement("initiatorPrincipalId")]
    public PrincipalId InitiatorPrincipalId { get; set; }

    [XmlElement("password")]
    public string Password { get; set; }
}

[XmlType(Namespace = "")]
public sealed class PrincipalId
{
    [XmlElement("id")]
    public string Id { get; set; }

    [XmlElement("type")]
    public string Type { get; set; }

    [XmlElement("userId")]
    public string UserId { get; set; }
}
