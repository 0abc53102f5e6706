using System.Xml.Serialization;

namespace Glase.Simulator.Wire;

/// <summary>The invoice as the shop sends it, and as a receipt repeats it.</summary>
[XmlType(Namespace = "")]
public sealed class InvoiceContent
{
    [XmlElement("paymentMode")]
    public string PaymentMode { get; set; }

    [XmlElement("acknowledgmentMode")]
    public string AcknowledgmentMode { get; set; }

    [XmlElement("issueDate")]
    public string IssueDate { get; set; }

    [XmlElement("title")]
    public string Title { get; set; }

    [XmlElement("clientInvoiceId")]
    public string ClientInvoiceId { get; set; }

    [XmlArray("invoiceRows")]
    [XmlArrayItem("invoiceRow")]
    public InvoiceRow[] InvoiceRows { get; set; }

    [XmlElement("totalAmount")]
    public Amount TotalAmount { get; set; }

    [XmlElement("cashierId")]
    public string CashierId { get; set; }

    [XmlElement("footer")]
    public string Footer { get; set; }

    [XmlElement("backURL")]
    public string BackUrl { get; set; }

    [XmlElement("notificationUrl")]
    public string NotificationUrl { get; set; }

    [XmlElement("commitReservationTimeout")]
    public long? CommitReservationTimeout { get; set; }

    public bool ShouldSerializeCommitReservationTimeout() => CommitReservationTimeout.HasValue;

    public InvoiceContent WithTotal(Amount total)
    {
        var copy = (InvoiceContent)MemberwiseClone();
        copy.TotalAmount = total;
        return copy;
    }
}

[XmlType(Namespace = "")]
public sealed class InvoiceRow
{
    [XmlElement("itemDescription")]
    public string ItemDescription { get; set; }

    [XmlElement("itemDiscount")]
    public Amount ItemDiscount { get; set; }

    [XmlElement("itemEAN")]
    public string ItemEan { get; set; }

    [XmlElement("itemQuantity")]
    public decimal? ItemQuantity { get; set; }

    [XmlElement("itemSKU")]
    public string ItemSku { get; set; }

    [XmlElement("itemTaxRate")]
    public decimal? ItemTaxRate { get; set; }

    [XmlElement("itemTotalAmount")]
    public Amount ItemTotalAmount { get; set; }

    [XmlElement("itemUnit")]
    public string ItemUnit { get; set; }

    [XmlElement("itemUnitPrice")]
    public Amount ItemUnitPrice { get; set; }

    public bool ShouldSerializeItemQuantity() => ItemQuantity.HasValue;

    public bool ShouldSerializeItemTaxRate() => ItemTaxRate.HasValue;
}

[XmlType(Namespace = "")]
public sealed class Amount
{
    public Amount()
    {
    }

    public Amount(decimal value, string currency)
    {
        Currency = currency;
        Value = value;
    }

    [XmlElement("currency")]
    public string Currency { get; set; }

    [XmlElement("value")]
    public decimal Value { get; set; }

    public override string ToString() => FormattableString.Invariant($"{Value:0.00} {Currency}");
}

[XmlType(Namespace = "")]
public sealed class CustomerToken
{
    [XmlElement("description")]
    public string Description { get; set; }

    [XmlElement("id")]
    public string Id { get; set; }

    [XmlElement("status")]
    public int Status { get; set; }

    [XmlElement("value")]
    public string Value { get; set; }
}
