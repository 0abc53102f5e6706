using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// One entry of a parameterMap.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WireParameter
{
    [XmlElement("key")]
    public string Key { get; set; }

    [XmlElement("value")]
    public string Value { get; set; }
}
