using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's paymentInvoiceRow.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WireInvoiceRow
{
    [XmlElement("itemDescription")]
    public string ItemDescription { get; set; }

    [XmlElement("itemDiscount")]
    public WireAmount ItemDiscount { get; set; }

    [XmlElement("itemEAN")]
    public string ItemEan { get; set; }

    [XmlElement("itemQuantity")]
    public string ItemQuantity { get; set; }

    [XmlElement("itemSKU")]
    public string ItemSku { get; set; }

    [XmlElement("itemTaxRate")]
    public string ItemTaxRate { get; set; }

    [XmlElement("itemTotalAmount")]
    public WireAmount ItemTotalAmount { get; set; }

    [XmlElement("itemUnit")]
    public string ItemUnit { get; set; }

    [XmlElement("itemUnitPrice")]
    public WireAmount ItemUnitPrice { get; set; }

    internal static WireInvoiceRow From(InvoiceRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(row.TotalAmount, "row.TotalAmount");

        return new()
        {
            ItemDescription = WireText.Clean(row.Description, 255),
            ItemDiscount = WireAmount.Exactly(row.Discount),
            ItemEan = WireText.Clean(row.Ean, 64),
            ItemQuantity = WireNumber.Quantity(row.Quantity),
            ItemSku = WireText.Clean(row.Sku, 64),
            ItemTaxRate = row.TaxRate is { } rate ? WireNumber.WholePercent(rate) : null,
            ItemTotalAmount = WireAmount.Exactly(row.TotalAmount),
            ItemUnit = WireText.Clean(row.Unit, 32),
            ItemUnitPrice = WireAmount.Rounded(row.UnitPrice)
        };
    }
}
