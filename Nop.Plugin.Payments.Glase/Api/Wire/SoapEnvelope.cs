using System.Buffers;
using System.Text;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Puts requests into SOAP 1.1 envelopes and takes answers out of them.
/// </summary>
internal static class SoapEnvelope
{
    /// <summary>
    /// The envelope, the operation's name twice, and who calls.
    /// </summary>
    private const int MostAround = 2 * 1024;

    // Only the operation itself is in Glase's namespace; everything inside it is unqualified.
    private static readonly byte[] _start = Encoding.UTF8.GetBytes(
        $"<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"{GlaseNamespaces.Soap}\"><soap:Body><ext:");

    private static readonly byte[] _afterName = Encoding.UTF8.GetBytes($" xmlns:ext=\"{GlaseNamespaces.Merchant}\">");

    /// <param name="operation">What is called</param>
    /// <param name="connection">Who calls</param>
    /// <param name="clientReference">How Glase can find the call again</param>
    /// <param name="arguments">The elements that the operation has besides</param>
    public static PooledBuffer Write(GlaseOperation operation, GlaseConnection connection, string clientReference,
        PooledBuffer arguments)
    {
        var envelope = new PooledBuffer(MostAround + arguments.Length);
        var name = operation.WireName();
        envelope.Write(_start);
        Encoding.UTF8.GetBytes(name, envelope);
        envelope.Write(_afterName);
        WireContext.Write(new RequestWriter(envelope), operation, connection, clientReference);
        envelope.Write(arguments.Written.Span);
        envelope.Write("</ext:"u8);
        Encoding.UTF8.GetBytes(name, envelope);
        envelope.Write("></soap:Body></soap:Envelope>"u8);
        return envelope;
    }

    /// <exception cref="UnreadableResponseException">The bytes are no answer to the operation</exception>
    /// <exception cref="SoapFaultException">The answer is a fault</exception>
    public static TReturn Read<TReturn>(GlaseOperation operation, PooledBuffer answer) where TReturn : WireReturn, new()
    {
        try
        {
            using var reader = new ResponseReader(answer);
            EnterBody(reader);
            if (reader.IsAt("Fault", GlaseNamespaces.Soap))
                throw ReadFault(reader);

            MoveToReturn(reader, operation);
            var content = new TReturn();
            content.Read(reader);
            reader.ReadToEnd();
            return content;
        }
        catch (Exception exception) when (ResponseReader.Blames(exception))
        {
            // Its message quotes the answer, so nothing of it is passed on.
            throw new UnreadableResponseException("it is not the XML that Glase documents");
        }
    }

    /// <summary>
    /// The fault in a body that may hold one; null when it does not.
    /// </summary>
    public static SoapFaultException FindFault(PooledBuffer answer)
    {
        try
        {
            using var reader = new ResponseReader(answer);
            EnterBody(reader);
            return reader.IsAt("Fault", GlaseNamespaces.Soap) ? ReadFault(reader) : null;
        }
        catch (Exception exception) when (ResponseReader.Blames(exception) || exception is UnreadableResponseException)
        {
            return null;
        }
    }

    private static void EnterBody(ResponseReader reader)
    {
        if (!reader.IsAt("Envelope", GlaseNamespaces.Soap))
            throw new UnreadableResponseException("it is not a SOAP envelope");

        reader.Enter();
        if (!MoveTo(reader, "Body", GlaseNamespaces.Soap))
            throw new UnreadableResponseException("its SOAP body is empty");

        reader.Enter();
    }

    private static void MoveToReturn(ResponseReader reader, GlaseOperation operation)
    {
        if (!reader.IsAt(operation.WireName() + "Response", GlaseNamespaces.Merchant))
            throw new UnreadableResponseException("it answers another call");

        reader.Enter();
        if (!MoveTo(reader, "return", string.Empty))
            throw new UnreadableResponseException("it is empty");
    }

    private static bool MoveTo(ResponseReader reader, string name, string ns)
    {
        while (reader.MoveToElement())
        {
            if (reader.IsAt(name, ns))
                return true;

            reader.Skip();
        }

        return false;
    }

    private static SoapFaultException ReadFault(ResponseReader reader)
    {
        string code = null, text = null;
        reader.Enter();
        while (reader.MoveToElement())
        {
            if (reader.IsAt("faultcode"))
                code = reader.Text();
            else if (reader.IsAt("faultstring"))
                text = reader.LenientText();
            else
                reader.Skip();
        }

        return new(LocalCode(code), text ?? string.Empty);
    }

    /// <summary>
    /// <c>S:Client.Authentication</c> is a kind of Client.
    /// </summary>
    private static string LocalCode(string code)
    {
        var local = code?[(code.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return local?.Split('.')[0];
    }
}
