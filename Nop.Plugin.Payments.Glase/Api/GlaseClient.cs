using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Says each operation in Glase's words and gives its answer in the plugin's.
/// </summary>
internal sealed class GlaseClient(Func<GlaseTransport> createTransport, GlaseResilience resilience, GlaseClientMetrics metrics,
    TimeProvider timeProvider) : IGlaseClient
{
    /// <summary>
    /// The longest content of a QR code: a longer one could not be scanned off a screen.
    /// </summary>
    internal const int MaxQrCodeLength = 1000;

    private const int MaxTitleLength = 255;

    /// <summary>
    /// The longest receipt that Glase is sent, in bytes.
    /// </summary>
    internal const int MaxReceiptBytes = 1024 * 1024;

    public Task<SendInvoiceResponse> SendInvoiceAsync(GlaseConnection connection, Invoice invoice,
        CancellationToken cancellationToken = default)
    {
        var request = new RequestWriter(WireInvoice.UsualSize(invoice));
        WireInvoice.Write(request, invoice, UtcNow());
        return CallAsync(GlaseOperation.SendInvoice, connection, request, null,
            static (SendInvoiceReturn answer, string clientReference) => new SendInvoiceResponse
            {
                InvoiceReference = RequiredReference(answer.InvoiceReference, "invoice reference"),
                InvoiceQrCode = Required(answer.InvoiceQrCode, "QR code", MaxQrCodeLength),
                ClientReference = clientReference
            },
            cancellationToken);
    }

    public Task UpdateInvoiceAsync(GlaseConnection connection, string invoiceReference, Invoice invoice,
        CancellationToken cancellationToken = default)
    {
        var request = new RequestWriter(WireInvoice.UsualSize(invoice));
        request.Text("invoiceReference"u8, Reference(invoiceReference, nameof(invoiceReference)));
        WireInvoice.Write(request, invoice, UtcNow());
        return CallAsync(GlaseOperation.UpdateInvoice, connection, request, invoiceReference, cancellationToken);
    }

    public Task<PaymentStatusResponse> GetPaymentStatusAsync(GlaseConnection connection, string invoiceReference,
        int invoiceVersion, CancellationToken cancellationToken = default)
    {
        var request = new RequestWriter();
        request.Text("invoiceReference"u8, Reference(invoiceReference, nameof(invoiceReference)));
        request.Value("invoiceVersion"u8, invoiceVersion);
        return CallAsync(GlaseOperation.GetPaymentStatus, connection, request, invoiceReference,
            (PaymentStatusReturn answer, string clientReference) => answer.ToResponse(invoiceVersion, clientReference),
            cancellationToken);
    }

    public Task CancelInvoiceAsync(GlaseConnection connection, string invoiceReference,
        CancellationToken cancellationToken = default)
    {
        var request = new RequestWriter();
        request.Text("invoiceReference"u8, Reference(invoiceReference, nameof(invoiceReference)));
        return CallAsync(GlaseOperation.CancelInvoice, connection, request, invoiceReference, cancellationToken);
    }

    public Task CommitReservationAsync(GlaseConnection connection, string invoiceReference, Amount amount,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(amount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount.Value, nameof(amount));

        var request = new RequestWriter();
        request.Amount("amount"u8, amount);
        request.Text("invoiceReference"u8, Reference(invoiceReference, nameof(invoiceReference)));
        return CallAsync(GlaseOperation.CommitReservation, connection, request, invoiceReference, cancellationToken);
    }

    public Task SubmitPaymentReceiptAsync(GlaseConnection connection, string ersReference, ReceiptDocument receipt,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(receipt.Data.Length, MaxReceiptBytes, nameof(receipt));

        var request = new RequestWriter();
        request.Text("ersReference"u8, Reference(ersReference, nameof(ersReference)));
        request.Open("receiptDocument"u8);
        request.Text("mimeType"u8, WireText.Whole(receipt.MimeType, GlaseReference.MaxLength, nameof(receipt)));
        request.Bytes("receiptData"u8, receipt.Data.Span);
        request.Text("receiptType"u8, WireEnums.Of(receipt.Type));
        request.Close("receiptDocument"u8);
        return CallAsync(GlaseOperation.SubmitPaymentReceipt, connection, request, ersReference, cancellationToken);
    }

    public Task<RefundPaymentResponse> RefundPaymentAsync(GlaseConnection connection, string ersReference, string title,
        Amount amount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(amount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount.Value, nameof(amount));

        var request = new RequestWriter();
        request.Text("ersReference"u8, Reference(ersReference, nameof(ersReference)));
        request.Open("invoice"u8);
        request.Text("title"u8, WireText.Clean(title, MaxTitleLength));
        request.Amount("totalAmount"u8, amount);
        request.Close("invoice"u8);
        return CallAsync(GlaseOperation.RefundPayment, connection, request, ersReference,
            static (WireReturn answer, string clientReference) => new RefundPaymentResponse
            {
                // The money is back, whatever its reference is like.
                ErsReference = Required(answer.ErsReference, "reference of the refund", int.MaxValue),
                ClientReference = clientReference
            },
            cancellationToken);
    }

    public Task<string> MarkTransactionPeriodAsync(GlaseConnection connection, string terminalId,
        CancellationToken cancellationToken = default)
    {
        var request = new RequestWriter();
        if (!string.IsNullOrEmpty(terminalId))
            WireParameters.Write(request, [new("TERMINALID", Reference(terminalId, nameof(terminalId)))]);
        return CallAsync(GlaseOperation.MarkTransactionPeriod, connection, request, null,
            static (MarkTransactionPeriodReturn answer, string _) =>
                RequiredReference(answer.TransactionPeriodId, "transaction period id"),
            cancellationToken);
    }

    public Task<Report> ExecuteReportAsync(GlaseConnection connection, string reportId, string language,
        IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken = default)
    {
        var request = new RequestWriter();
        request.Text("reportId"u8, Reference(reportId, nameof(reportId)));
        request.Text("language"u8, Reference(language, nameof(language)));
        if (parameters is { Count: > 0 })
            WireParameters.Write(request, parameters);
        return CallAsync(GlaseOperation.ExecuteReport, connection, request, null,
            static (ExecuteReportReturn answer, string _) => answer.ToReport(), cancellationToken);
    }

    /// <param name="operation">What is called</param>
    /// <param name="connection">Where, and who calls</param>
    /// <param name="request">What the operation is told: complete and checked, so that nothing is sent of what cannot be</param>
    /// <param name="reference">The invoice or payment that is called about; null for one that Glase is yet to name, or none</param>
    /// <param name="read">Gives the answer in the plugin's words</param>
    /// <param name="cancellationToken">Cancels the call</param>
    private Task<TResult> CallAsync<TReturn, TResult>(GlaseOperation operation, GlaseConnection connection, RequestWriter request,
        string reference, Func<TReturn, string, TResult> read, CancellationToken cancellationToken)
        where TReturn : WireReturn, new()
    {
        ArgumentNullException.ThrowIfNull(connection);

        var call = new GlaseApiCall<TReturn, TResult>(createTransport(), operation, connection, request.Buffer, reference, read);
        return call.RunAsync(resilience, metrics, timeProvider, cancellationToken);
    }

    private Task<bool> CallAsync(GlaseOperation operation, GlaseConnection connection, RequestWriter request, string reference,
        CancellationToken cancellationToken)
    {
        return CallAsync(operation, connection, request, reference, static (WireReturn _, string _) => true, cancellationToken);
    }

    private DateTime UtcNow() => timeProvider.GetUtcNow().UtcDateTime;

    private static string Reference(string value, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        return WireText.Whole(value, GlaseReference.MaxLength, name);
    }

    private static string RequiredReference(string value, string name)
    {
        var reference = Required(value, name, GlaseReference.MaxLength);
        return GlaseReference.IsUsable(reference)
            ? reference
            : throw new UnreadableResponseException($"its {name} has characters that no reference of Glase has");
    }

    private static string Required(string value, string name, int maxLength)
    {
        if (string.IsNullOrEmpty(value))
            throw new UnreadableResponseException($"it has no {name}");

        return value.Length <= maxLength
            ? value
            : throw new UnreadableResponseException($"its {name} is longer than {maxLength} characters");
    }
}
