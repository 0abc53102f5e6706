using System.Text;
using System.Xml;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Puts requests into SOAP 1.1 envelopes and takes answers out of them.
/// </summary>
internal static class SoapEnvelope
{
    private const int UsualRequestSize = 4 * 1024;

    public static PooledBuffer Write<TRequest>(TRequest request) where TRequest : WireRequest
    {
        var buffer = new PooledBuffer(UsualRequestSize);
        using var writer = XmlDictionaryWriter.CreateTextWriter(buffer, Encoding.UTF8, ownsStream: false);
        writer.WriteStartDocument();
        writer.WriteStartElement("soap", "Envelope", GlaseNamespaces.Soap);
        writer.WriteStartElement("soap", "Body", GlaseNamespaces.Soap);
        WireSerializer<TRequest>.Write(writer, request);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndDocument();
        writer.Flush();
        return buffer;
    }

    /// <exception cref="UnreadableAnswerException">The bytes are no answer to the operation</exception>
    /// <exception cref="SoapFaultException">The answer is a fault</exception>
    public static TReturn Read<TReturn>(GlaseOperation operation, PooledBuffer answer) where TReturn : WireReturn
    {
        try
        {
            using var reader = new AnswerReader(answer);
            MoveIntoBody(reader);
            if (reader.IsStartElement("Fault", GlaseNamespaces.Soap))
                throw ReadFault(reader);

            MoveToReturn(reader, operation);
            var content = WireSerializer<TReturn>.Read(reader);
            ReadToEnd(reader);
            return content;
        }
        catch (Exception exception) when (exception is XmlException or InvalidOperationException)
        {
            // Their messages quote the answer, so nothing of them is passed on.
            throw new UnreadableAnswerException("it is not the XML that Glase documents");
        }
    }

    /// <summary>
    /// The fault in a body that may hold one; null when it does not.
    /// </summary>
    public static SoapFaultException FindFault(PooledBuffer answer)
    {
        try
        {
            using var reader = new AnswerReader(answer);
            MoveIntoBody(reader);
            return reader.IsStartElement("Fault", GlaseNamespaces.Soap) ? ReadFault(reader) : null;
        }
        catch (Exception exception) when (exception is XmlException or UnreadableAnswerException)
        {
            return null;
        }
    }

    private static void MoveIntoBody(AnswerReader reader)
    {
        reader.MoveToContent();
        if (!reader.IsStartElement("Envelope", GlaseNamespaces.Soap))
            throw new UnreadableAnswerException("it is not a SOAP envelope");

        reader.ReadStartElement();
        while (reader.IsStartElement() && !reader.IsStartElement("Body", GlaseNamespaces.Soap))
            reader.Skip();

        if (!reader.IsStartElement("Body", GlaseNamespaces.Soap) || reader.IsEmptyElement)
            throw new UnreadableAnswerException("its SOAP body is empty");

        reader.ReadStartElement();
        reader.MoveToContent();
    }

    private static void MoveToReturn(AnswerReader reader, GlaseOperation operation)
    {
        if (!reader.IsStartElement(operation.WireName() + "Response", GlaseNamespaces.Merchant))
            throw new UnreadableAnswerException("it answers another call");
        if (reader.IsEmptyElement)
            throw new UnreadableAnswerException("it is empty");

        reader.ReadStartElement();
        while (reader.IsStartElement() && !reader.IsStartElement("return", string.Empty))
            reader.Skip();

        if (!reader.IsStartElement("return", string.Empty))
            throw new UnreadableAnswerException("it is empty");
    }

    private static SoapFaultException ReadFault(AnswerReader reader)
    {
        string code = null, text = null;
        if (!reader.IsEmptyElement)
        {
            reader.ReadStartElement();
            while (reader.IsStartElement())
            {
                if (reader.LocalName == "faultcode")
                    code = reader.ReadElementContentAsString();
                else if (reader.LocalName == "faultstring")
                    text = reader.ReadElementContentAsString();
                else
                    reader.Skip();
            }
        }

        return new(LocalCode(code), text ?? string.Empty);
    }

    /// <summary>
    /// <c>S:Client.Authentication</c> is a kind of Client.
    /// </summary>
    private static string LocalCode(string code)
    {
        var local = code?.Trim();
        local = local?[(local.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return local?.Split('.')[0];
    }

    private static void ReadToEnd(AnswerReader reader)
    {
        while (reader.Read())
        {
        }
    }
}
