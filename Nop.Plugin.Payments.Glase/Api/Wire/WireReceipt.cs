namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's receipt of a payment. Only what was paid decides something; the rest must not be in its way.
/// </summary>
internal static class WireReceipt
{
    public static PaymentReceipt Read(ResponseReader reader)
    {
        string terminalId = null, paymentDate = null, clientInvoiceId = null, invoiceReference = null, paymentReference = null,
            payerTerminalId = null, receiverName = null;
        Amount paidAmount = null;
        reader.Enter();
        while (reader.MoveToElement())
        {
            if (reader.IsAt("terminalId"))
                terminalId = reader.LenientText();
            else if (reader.IsAt("paymentDate"))
                paymentDate = reader.LenientText();
            else if (reader.IsAt("clientInvoiceId"))
                clientInvoiceId = reader.LenientText();
            else if (reader.IsAt("invoiceReference"))
                invoiceReference = reader.LenientText();
            else if (reader.IsAt("paymentReference"))
                paymentReference = reader.LenientText();
            else if (reader.IsAt("payerTerminalId"))
                payerTerminalId = reader.LenientText();
            else if (reader.IsAt("receiverName"))
                receiverName = reader.LenientText();
            else if (reader.IsAt("invoice"))
                paidAmount = ReadTotal(reader, paidAmount);
            else
                reader.Skip();
        }

        return new()
        {
            TerminalId = terminalId,
            PaidOnUtc = WireDate.Read(paymentDate),
            ClientInvoiceId = clientInvoiceId,
            InvoiceReference = invoiceReference,
            PaymentReference = paymentReference,
            PayerTerminalId = payerTerminalId,
            ReceiverName = receiverName,
            PaidAmount = paidAmount
        };
    }

    /// <summary>
    /// What the plugin needs of the invoice inside a receipt; the rest is skipped.
    /// </summary>
    private static Amount ReadTotal(ResponseReader reader, Amount total)
    {
        reader.Enter();
        while (reader.MoveToElement())
        {
            if (reader.IsAt("totalAmount"))
                total = total is null ? WireAmount.Read(reader) : throw new UnreadableResponseException("it has two totals");
            else
                reader.Skip();
        }

        return total;
    }
}
