namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's invoice.
/// </summary>
internal static class WireInvoice
{
    private const int UsualRowSize = 400;

    /// <summary>
    /// How many bytes an invoice mostly takes, the call around it included.
    /// </summary>
    public static int UsualSize(Invoice invoice) => RequestWriter.UsualSize + UsualRowSize * (invoice?.Rows?.Count ?? 0);

    /// <param name="request">Where it is written</param>
    /// <param name="invoice">The invoice</param>
    /// <param name="nowUtc">When it was issued, unless the invoice says so itself</param>
    public static void Write(RequestWriter request, Invoice invoice, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(invoice.TotalAmount, "invoice.TotalAmount");

        request.Open("invoice"u8);
        request.Text("paymentMode"u8, WireEnums.Of(invoice.PaymentMode));
        request.Text("acknowledgmentMode"u8, WireEnums.Of(invoice.AcknowledgmentMode));
        request.Value("issueDate"u8, WireDate.Utc(invoice.IssuedOnUtc ?? nowUtc), WireDate.Format);
        request.Text("title"u8, WireText.Clean(invoice.Title, 255));
        request.Text("clientInvoiceId"u8, WireText.Whole(invoice.ClientInvoiceId, 128, "invoice.ClientInvoiceId"));
        WriteRows(request, invoice.Rows);
        request.Amount("totalAmount"u8, invoice.TotalAmount);
        request.Text("cashierId"u8, WireText.Clean(invoice.CashierId, 64) ?? string.Empty);
        request.Text("footer"u8, WireText.Clean(invoice.Footer, 255) ?? string.Empty);
        request.Text("backURL"u8, WireText.Whole(invoice.BackUrl, 2000, "invoice.BackUrl"));
        request.Text("notificationUrl"u8, WireText.Whole(invoice.NotificationUrl, 2000, "invoice.NotificationUrl"));
        if (invoice.CommitReservationTimeout is { } timeout)
            request.Value("commitReservationTimeout"u8, (long)timeout.TotalSeconds);
        request.Close("invoice"u8);
    }

    private static void WriteRows(RequestWriter request, IReadOnlyList<InvoiceRow> rows)
    {
        if (rows is not { Count: > 0 })
            return;

        request.Open("invoiceRows"u8);
        for (var i = 0; i < rows.Count; i++)
            WireInvoiceRow.Write(request, rows[i]);
        request.Close("invoiceRows"u8);
    }
}
