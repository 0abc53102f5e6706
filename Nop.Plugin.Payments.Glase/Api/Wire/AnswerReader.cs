using System.Xml;
using System.Xml.Schema;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Reads an answer without DTDs, external entities or bottomless nesting, and does not tell <c>xsi:type</c>: JAX-WS adds it
/// where a server answers with an extension of the documented type, and the serializer takes no types it does not know.
/// </summary>
internal sealed class AnswerReader : XmlReader
{
    /// <summary>
    /// A row of the invoice in a receipt is 9 levels deep.
    /// </summary>
    private const int MaxDepth = 64;

    private readonly XmlReader _reader;

    public AnswerReader(PooledBuffer answer)
    {
        var length = (int)answer.Length;
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = Math.Max(length, 1),
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true
        };
        _reader = Create(new MemoryStream(answer.Array, 0, length, writable: false), settings);
    }

    public override int AttributeCount => _reader.AttributeCount;

    public override string BaseURI => _reader.BaseURI;

    public override int Depth => _reader.Depth;

    public override bool EOF => _reader.EOF;

    public override bool IsEmptyElement => _reader.IsEmptyElement;

    public override string LocalName => _reader.LocalName;

    public override string NamespaceURI => _reader.NamespaceURI;

    public override XmlNameTable NameTable => _reader.NameTable;

    public override XmlNodeType NodeType => _reader.NodeType;

    public override string Prefix => _reader.Prefix;

    public override ReadState ReadState => _reader.ReadState;

    public override string Value => _reader.Value;

    public override bool Read()
    {
        if (!_reader.Read())
            return false;

        return _reader.Depth <= MaxDepth ? true : throw new XmlException("Nested too deeply.");
    }

    public override string GetAttribute(string name, string namespaceURI)
    {
        return name == "type" && namespaceURI == XmlSchema.InstanceNamespace ? null : _reader.GetAttribute(name, namespaceURI);
    }

    public override string GetAttribute(string name) => _reader.GetAttribute(name);

    public override string GetAttribute(int i) => _reader.GetAttribute(i);

    public override string LookupNamespace(string prefix) => _reader.LookupNamespace(prefix);

    public override bool MoveToAttribute(string name) => _reader.MoveToAttribute(name);

    public override bool MoveToAttribute(string name, string ns) => _reader.MoveToAttribute(name, ns);

    public override bool MoveToElement() => _reader.MoveToElement();

    public override bool MoveToFirstAttribute() => _reader.MoveToFirstAttribute();

    public override bool MoveToNextAttribute() => _reader.MoveToNextAttribute();

    public override bool ReadAttributeValue() => _reader.ReadAttributeValue();

    public override void ResolveEntity() => _reader.ResolveEntity();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _reader.Dispose();

        base.Dispose(disposing);
    }
}
