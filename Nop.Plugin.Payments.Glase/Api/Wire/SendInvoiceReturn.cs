namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What sendInvoice answers.
/// </summary>
internal sealed class SendInvoiceReturn : WireReturn
{
    public string InvoiceQrCode { get; private set; }

    public string InvoiceReference { get; private set; }

    public override string Reference => InvoiceReference;

    protected override bool TryReadField(ResponseReader reader)
    {
        if (reader.IsAt("invoiceQRCode"))
            InvoiceQrCode = reader.Text(InvoiceQrCode);
        else if (reader.IsAt("invoiceReference"))
            InvoiceReference = reader.Text(InvoiceReference);
        else
            return false;

        return true;
    }
}
