using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Requests and answers as a log may show them: only what is known to be neither secret nor about a person is readable, so that
/// a field which Glase adds one day is hidden too.
/// </summary>
internal static class MaskedXml
{
    private const string Hidden = "***";
    private const int MostBytes = 64 * 1024;

    private static readonly HashSet<string> _readable =
    [
        "channel", "clientComment", "clientReference", "clientRequestTimeout", "id", "type", "userId", "paymentMode",
        "acknowledgmentMode", "issueDate", "commitReservationTimeout", "currency", "value", "itemQuantity", "itemTaxRate", "itemUnit",
        "invoiceReference", "invoiceVersion", "invoiceQRCode", "ersReference", "resultCode", "status", "version", "paymentDate",
        "paymentReference", "terminalId", "mimeType", "receiptType", "transactionPeriodId", "reportId", "language", "key",
        "faultcode"
    ];

    // Their parts have the names of harmless things: a token's value is worth money.
    private static readonly HashSet<string> _hiddenWhole = ["customerTokens", "tokens", "password", "receiptData", "content", "contentString"];

    /// <param name="body">The bytes of a request or an answer</param>
    /// <returns>Indented XML with every text hidden that is not known to be harmless; in words when it is none, or too long</returns>
    public static string Of(PooledBuffer body)
    {
        if (body.Length > MostBytes)
            return string.Create(CultureInfo.InvariantCulture, $"({body.Length} bytes, too long to be shown)");

        try
        {
            using var reader = XmlDictionaryReader.CreateTextReader(body.Array, 0, body.Length, ResponseReader.Quotas);
            var root = XElement.Load(reader);
            Mask(root, hideWhole: false);
            return root.ToString();
        }
        catch (Exception exception) when (ResponseReader.Blames(exception))
        {
            return string.Create(CultureInfo.InvariantCulture, $"({body.Length} bytes that are not XML)");
        }
    }

    private static void Mask(XElement element, bool hideWhole)
    {
        var name = element.Name.LocalName;
        hideWhole |= _hiddenWhole.Contains(name);
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            attribute.Value = Hidden;

        foreach (var node in element.Nodes().ToList())
        {
            if (node is XElement child)
                Mask(child, hideWhole);
            else if (node is not XText || hideWhole || element.HasElements || !_readable.Contains(name))
                node.ReplaceWith(new XText(Hidden));
        }
    }
}
