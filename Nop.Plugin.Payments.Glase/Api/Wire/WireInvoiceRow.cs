namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's paymentInvoiceRow.
/// </summary>
internal static class WireInvoiceRow
{
    public static void Write(RequestWriter request, InvoiceRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(row.TotalAmount, "row.TotalAmount");

        request.Open("invoiceRow"u8);
        request.Text("itemDescription"u8, WireText.Clean(row.Description, 255));
        request.Amount("itemDiscount"u8, row.Discount);
        request.Text("itemEAN"u8, WireText.Clean(row.Ean, 64));
        request.Number("itemQuantity"u8, WireNumber.Quantity(row.Quantity));
        request.Text("itemSKU"u8, WireText.Clean(row.Sku, 64));
        if (row.TaxRate is { } rate)
            request.Number("itemTaxRate"u8, WireNumber.WholePercent(rate));
        request.Amount("itemTotalAmount"u8, row.TotalAmount);
        request.Text("itemUnit"u8, WireText.Clean(row.Unit, 32));
        if (row.UnitPrice is { } price)
            request.Amount("itemUnitPrice"u8, WireNumber.IsMoney(price.Value) ? price : price with { Value = WireNumber.RoundMoney(price.Value) });
        request.Close("invoiceRow"u8);
    }
}
