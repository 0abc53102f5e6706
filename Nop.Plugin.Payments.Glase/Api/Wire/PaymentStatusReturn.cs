using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What getPaymentStatus answers.
/// </summary>
[XmlRoot("return", Namespace = "")]
[XmlType(Namespace = "")]
public sealed class PaymentStatusReturn : WireReturn
{
    [XmlElement("status")]
    public string Status { get; set; }

    [XmlElement("receipt")]
    public WireReceipt Receipt { get; set; }

    [XmlArray("customerTokens")]
    [XmlArrayItem("token")]
    public List<WireCustomerToken> CustomerTokens { get; set; }

    [XmlElement("version")]
    public string Version { get; set; }

    internal PaymentStatusResponse ToResponse(int askedVersion, string clientReference)
    {
        var word = Status?.Trim();
        if (string.IsNullOrEmpty(word))
            throw new UnreadableAnswerException("it has no status");

        return new()
        {
            Status = WireWords.ToStatus(word),
            RawStatus = WireText.Clean(word, 64),
            Version = string.IsNullOrWhiteSpace(Version) ? askedVersion : WireNumber.ReadInt(Version, "version"),
            ErsReference = string.IsNullOrWhiteSpace(ErsReference) ? null : ErsReference.Trim(),
            Receipt = Receipt?.ToReceipt(),
            CustomerTokens = CustomerTokens is { Count: > 0 } tokens ? tokens.ConvertAll(token => token.ToToken()) : [],
            ClientReference = clientReference
        };
    }
}
