using System.Text;
using System.Xml;
using System.Xml.Schema;

namespace Glase.Simulator.Wire;

/// <summary>Checks a request's envelope and body against merchant.xsd, and notes the references it meets on the way.</summary>
internal static class RequestSchema
{
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly XmlReaderSettings _plain = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreWhitespace = true
    };

    private static readonly XmlReaderSettings _checked = new()
    {
        ValidationType = ValidationType.Schema,
        ValidationFlags = XmlSchemaValidationFlags.None,
        Schemas = Load()
    };

    public static RequestInspection Check(Stream body)
    {
        var facts = new RequestInspection();
        try
        {
            using var text = new StreamReader(body, _strictUtf8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
            using var reader = XmlReader.Create(text, _plain);
            facts.Problem = OpenBody(reader) ?? Name(reader, facts);
            if (facts.Problem == null)
            {
                using (var operation = XmlReader.Create(reader.ReadSubtree(), _checked))
                    Walk(operation, facts);
                facts.Problem = CloseBody(reader);
            }
        }
        catch (XmlSchemaException exception)
        {
            facts.Problem = exception.Message;
        }
        catch (XmlException exception)
        {
            facts.Problem = $"The request is not well-formed: {exception.Message}";
        }
        catch (DecoderFallbackException)
        {
            facts.Problem = "The request is not UTF-8.";
        }

        return facts;
    }

    private static string OpenBody(XmlReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element || !IsSoap(reader, "Envelope"))
            return $"Expected a SOAP 1.1 Envelope, found '{reader.Name}' in namespace '{reader.NamespaceURI}'.";
        reader.Read();
        if (IsSoap(reader, "Header"))
            reader.Skip();
        if (!IsSoap(reader, "Body"))
            return $"Expected the SOAP Body, found '{reader.Name}' in namespace '{reader.NamespaceURI}'.";
        if (reader.IsEmptyElement)
            return "The SOAP Body is empty.";
        reader.Read();
        return reader.NodeType == XmlNodeType.Element ? null : "The SOAP Body is empty.";
    }

    private static string Name(XmlReader reader, RequestInspection facts)
    {
        if (reader.NamespaceURI != GlaseWire.Namespace || !GlaseOperation.All.Contains(reader.LocalName))
            return $"There is no operation '{reader.LocalName}' in namespace '{reader.NamespaceURI}'.";
        facts.Operation = reader.LocalName;
        return null;
    }

    private static string CloseBody(XmlReader reader)
    {
        reader.Read();
        if (reader.NodeType == XmlNodeType.Element)
            return $"The SOAP Body holds a second element, '{reader.Name}'.";
        while (reader.Read())
        {
        }

        return null;
    }

    private static void Walk(XmlReader operation, RequestInspection facts)
    {
        var element = string.Empty;
        while (operation.Read())
        {
            if (operation.NodeType == XmlNodeType.Element)
                element = operation.LocalName;
            else if (operation.NodeType == XmlNodeType.Text)
                Note(element, operation, facts);
        }
    }

    private static void Note(string element, XmlReader operation, RequestInspection facts)
    {
        switch (element)
        {
            case "invoiceReference":
                facts.InvoiceReference = operation.Value;
                break;
            case "ersReference":
                facts.ErsReference = operation.Value;
                break;
            case "clientReference":
                facts.ClientReference = operation.Value;
                break;
        }
    }

    private static bool IsSoap(XmlReader reader, string name) =>
        reader.NodeType == XmlNodeType.Element && reader.LocalName == name && reader.NamespaceURI == GlaseWire.SoapNamespace;

    private static XmlSchemaSet Load()
    {
        using var stream = typeof(RequestSchema).Assembly.GetManifestResourceStream("merchant.xsd");
        using var reader = XmlReader.Create(stream, _plain);
        var schemas = new XmlSchemaSet();
        schemas.Add(GlaseWire.Namespace, reader);
        schemas.Compile();
        return schemas;
    }
}
