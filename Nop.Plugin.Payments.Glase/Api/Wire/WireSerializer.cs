using System.Xml;
using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// One serializer per type, made once: making one compiles code.
/// </summary>
internal static class WireSerializer<T>
{
    private static readonly XmlSerializer _serializer = new(typeof(T));

    // Named, so that the serializer declares no namespaces of its own.
    private static readonly XmlSerializerNamespaces _namespaces = new([new XmlQualifiedName("ext", GlaseNamespaces.Merchant)]);

    public static void Write(XmlWriter writer, T value)
    {
        _serializer.Serialize(writer, value, _namespaces);
    }

    public static T Read(XmlReader reader)
    {
        return (T)_serializer.Deserialize(reader);
    }
}
