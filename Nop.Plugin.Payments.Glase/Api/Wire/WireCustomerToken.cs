using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's customerToken.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WireCustomerToken
{
    [XmlElement("description")]
    public string Description { get; set; }

    [XmlElement("id")]
    public string Id { get; set; }

    [XmlElement("status")]
    public string Status { get; set; }

    [XmlElement("value")]
    public string Value { get; set; }

    internal CustomerToken ToToken()
    {
        return new()
        {
            Description = Description,
            Id = Id,
            Status = string.IsNullOrWhiteSpace(Status) ? 99 : WireNumber.ReadInt(Status, "token's status"),
            Value = Value
        };
    }
}
