using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What every operation starts with. The wire types are public because <see cref="XmlSerializer"/> takes no others; the
/// order of their properties is the order on the wire, which Glase's schema prescribes.
/// </summary>
[XmlType(Namespace = "")]
public abstract class WireRequest
{
    [XmlElement("context")]
    public WireContext Context { get; set; }

    internal virtual string Reference => null;
}
