using System.Xml;
using Microsoft.Extensions.ObjectPool;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Reads an answer element by element, without DTDs, external entities or bottomless nesting: what SOAP 1.1 forbids, such as a DTD
/// or a processing instruction, is an <see cref="XmlException"/>. Attributes are passed over, so that <c>xsi:type</c>, which JAX-WS
/// adds where a server answers with an extension of the documented type, does not matter.
/// </summary>
internal sealed class ResponseReader : IDisposable
{
    // The readers keep their buffers, which are most of what reading costs.
    private static readonly ObjectPool<XmlDictionaryReader> _readers = new DefaultObjectPool<XmlDictionaryReader>(new Readers());

    private readonly XmlDictionaryReader _xml = _readers.Get();
    private bool _isInEmpty;

    public ResponseReader(PooledBuffer answer)
    {
        InvalidXmlBytes.Replace(answer.Array.AsSpan(0, answer.Length));
        ((IXmlTextReaderInitializer)_xml).SetInput(answer.Array, 0, answer.Length, null, Quotas, null);
    }

    /// <summary>
    /// What an answer may ask of the reader besides its length, which was bounded before. A row of the invoice in a receipt is 9
    /// levels deep.
    /// </summary>
    public static XmlDictionaryReaderQuotas Quotas { get; } = NewQuotas();

    /// <summary>
    /// Whether an exception says that what is read is not what can be read. The reader also takes a name that is missing at the end
    /// of what came for a wrong argument.
    /// </summary>
    public static bool Blames(Exception exception) => exception is XmlException or ArgumentException;

    /// <summary>
    /// Whether the next thing is this element.
    /// </summary>
    public bool IsAt(string name, string ns = "") => _xml.IsStartElement(name, ns);

    /// <summary>
    /// Goes into the element at hand, for <see cref="MoveToElement"/> to go on from.
    /// </summary>
    public void Enter()
    {
        _isInEmpty = _xml.IsEmptyElement;
        _xml.ReadStartElement();
    }

    /// <summary>
    /// Goes on to the next element within the one entered last, past any text.
    /// </summary>
    /// <returns>False at the end of the one entered, which is passed over</returns>
    public bool MoveToElement()
    {
        if (_isInEmpty)
            return _isInEmpty = false;

        while (_xml.MoveToContent() is not (XmlNodeType.Element or XmlNodeType.EndElement))
        {
            if (!_xml.Read())
                throw new XmlException();
        }

        if (_xml.NodeType == XmlNodeType.Element)
            return true;

        _xml.ReadEndElement();
        return false;
    }

    /// <summary>
    /// The text of the element at hand, which is passed over, without the white space around it; empty when it has none. For
    /// what decides something: a character that no XML has is an error.
    /// </summary>
    public string Text()
    {
        var text = _xml.ReadElementContentAsString();
        // The reader takes a character reference for any character, even for one that no XML has.
        return WireText.IsPossible(text) && !text.Contains(InvalidXmlBytes.Substitute) ? text.Trim() : throw new XmlException();
    }

    /// <summary>
    /// The same for what decides nothing: characters that no XML has are left out.
    /// </summary>
    public string LenientText()
    {
        var text = _xml.ReadElementContentAsString().Replace($"{InvalidXmlBytes.Substitute}", null, StringComparison.Ordinal);
        return WireText.Clean(text, int.MaxValue).Trim();
    }

    /// <summary>
    /// The same, for an element that an answer has at most one of.
    /// </summary>
    /// <param name="known">What was read of it before; null when it has not come yet</param>
    /// <exception cref="UnreadableResponseException">It came before</exception>
    public string Text(string known)
    {
        return known is null ? Text() : throw new UnreadableResponseException("it says the same thing twice");
    }

    /// <summary>
    /// Passes over the element at hand.
    /// </summary>
    public void Skip() => _xml.Skip();

    /// <summary>
    /// Passes over all that is left, which has to be well-formed too.
    /// </summary>
    public void ReadToEnd()
    {
        while (_xml.Read())
        {
        }
    }

    public void Dispose()
    {
        _xml.Close();
        _readers.Return(_xml);
    }

    private static XmlDictionaryReaderQuotas NewQuotas()
    {
        var quotas = new XmlDictionaryReaderQuotas();
        XmlDictionaryReaderQuotas.Max.CopyTo(quotas);
        quotas.MaxDepth = 64;
        return quotas;
    }

    private sealed class Readers : PooledObjectPolicy<XmlDictionaryReader>
    {
        // Of anything: none is made without.
        public override XmlDictionaryReader Create() => XmlDictionaryReader.CreateTextReader("<a/>"u8.ToArray(), Quotas);

        public override bool Return(XmlDictionaryReader obj) => true;
    }
}
