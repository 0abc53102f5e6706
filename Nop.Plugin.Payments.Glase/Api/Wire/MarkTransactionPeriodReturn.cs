using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What markTransactionPeriod answers.
/// </summary>
[XmlRoot("return", Namespace = "")]
[XmlType(Namespace = "")]
public sealed class MarkTransactionPeriodReturn : WireReturn
{
    [XmlElement("transactionPeriodId")]
    public string TransactionPeriodId { get; set; }
}
