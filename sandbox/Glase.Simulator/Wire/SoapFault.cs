using System.Text;
using System.Xml;

namespace Glase.Simulator.Wire;

/// <summary>Writes a SOAP 1.1 fault, as the answer to a request that never reaches an operation.</summary>
internal static class SoapFault
{
    private static readonly XmlWriterSettings _settings = new() { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true };

    public static Task WriteAsync(HttpContext context, string code, string text)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, _settings))
        {
            writer.WriteStartElement("soap", "Envelope", GlaseWire.SoapNamespace);
            writer.WriteStartElement("Body", GlaseWire.SoapNamespace);
            writer.WriteStartElement("Fault", GlaseWire.SoapNamespace);
            writer.WriteElementString("faultcode", $"soap:{code}");
            writer.WriteElementString("faultstring", text);
        }

        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "text/xml; charset=utf-8";
        context.Response.ContentLength = buffer.Length;
        return context.Response.Body.WriteAsync(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
