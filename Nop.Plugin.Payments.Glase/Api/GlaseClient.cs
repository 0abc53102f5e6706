using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Says each operation in Glase's words and gives its answer in the plugin's.
/// </summary>
internal sealed class GlaseClient : IGlaseClient
{
    private const int MaxReferenceLength = 128;

    /// <summary>
    /// The longest receipt that Glase is sent, in bytes.
    /// </summary>
    internal const int MaxReceiptBytes = 1024 * 1024;

    private readonly Func<GlaseExchange> _newExchange;
    private readonly GlaseResilience _resilience;
    private readonly TimeProvider _timeProvider;

    public GlaseClient(Func<GlaseExchange> newExchange, GlaseResilience resilience, TimeProvider timeProvider)
    {
        _newExchange = newExchange;
        _resilience = resilience;
        _timeProvider = timeProvider;
    }

    public Task<SendInvoiceResponse> SendInvoiceAsync(GlaseConnection connection, Invoice invoice,
        CancellationToken cancellationToken = default)
    {
        var request = new SendInvoiceRequest { Invoice = WireInvoice.From(invoice, _timeProvider) };
        return CallAsync(GlaseOperation.SendInvoice, connection, request,
            static (SendInvoiceReturn answer, string clientReference) => new SendInvoiceResponse
            {
                InvoiceReference = Required(answer.InvoiceReference, "invoice reference"),
                InvoiceQrCode = Required(answer.InvoiceQrCode, "QR code"),
                ClientReference = clientReference
            },
            cancellationToken);
    }

    public Task UpdateInvoiceAsync(GlaseConnection connection, string invoiceReference, Invoice invoice,
        CancellationToken cancellationToken = default)
    {
        var request = new UpdateInvoiceRequest
        {
            InvoiceReference = Reference(invoiceReference, nameof(invoiceReference)),
            Invoice = WireInvoice.From(invoice, _timeProvider)
        };
        return CallAsync(GlaseOperation.UpdateInvoice, connection, request, cancellationToken);
    }

    public Task<PaymentStatusResponse> GetPaymentStatusAsync(GlaseConnection connection, string invoiceReference,
        int invoiceVersion, CancellationToken cancellationToken = default)
    {
        var request = new GetPaymentStatusRequest
        {
            InvoiceReference = Reference(invoiceReference, nameof(invoiceReference)),
            InvoiceVersion = invoiceVersion
        };
        return CallAsync(GlaseOperation.GetPaymentStatus, connection, request,
            (PaymentStatusReturn answer, string clientReference) => answer.ToResponse(invoiceVersion, clientReference),
            cancellationToken);
    }

    public Task CancelInvoiceAsync(GlaseConnection connection, string invoiceReference,
        CancellationToken cancellationToken = default)
    {
        var request = new CancelInvoiceRequest { InvoiceReference = Reference(invoiceReference, nameof(invoiceReference)) };
        return CallAsync(GlaseOperation.CancelInvoice, connection, request, cancellationToken);
    }

    public Task CommitReservationAsync(GlaseConnection connection, string invoiceReference, Amount amount,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(amount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount.Value, nameof(amount));

        var request = new CommitReservationRequest
        {
            Amount = WireAmount.Exactly(amount),
            InvoiceReference = Reference(invoiceReference, nameof(invoiceReference))
        };
        return CallAsync(GlaseOperation.CommitReservation, connection, request, cancellationToken);
    }

    public Task SubmitPaymentReceiptAsync(GlaseConnection connection, string ersReference, ReceiptDocument receipt,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(receipt.Data.Length, MaxReceiptBytes, nameof(receipt));

        var request = new SubmitPaymentReceiptRequest
        {
            ErsReference = Reference(ersReference, nameof(ersReference)),
            ReceiptDocument = new()
            {
                MimeType = WireText.Whole(receipt.MimeType, 128, nameof(receipt)),
                ReceiptData = receipt.Data.ToArray(),
                ReceiptType = WireWords.Of(receipt.Type)
            }
        };
        return CallAsync(GlaseOperation.SubmitPaymentReceipt, connection, request, cancellationToken);
    }

    public Task<RefundPaymentResponse> RefundPaymentAsync(GlaseConnection connection, string ersReference, string title,
        Amount amount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(amount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount.Value, nameof(amount));

        var request = new RefundPaymentRequest
        {
            ErsReference = Reference(ersReference, nameof(ersReference)),
            Invoice = new() { Title = WireText.Clean(title, 255), TotalAmount = WireAmount.Exactly(amount) }
        };
        return CallAsync(GlaseOperation.RefundPayment, connection, request,
            static (WireReturn answer, string clientReference) => new RefundPaymentResponse
            {
                ErsReference = Required(answer.ErsReference, "reference of the refund"),
                ClientReference = clientReference
            },
            cancellationToken);
    }

    public Task<string> MarkTransactionPeriodAsync(GlaseConnection connection, string terminalId,
        CancellationToken cancellationToken = default)
    {
        var request = new MarkTransactionPeriodRequest
        {
            Parameters = string.IsNullOrEmpty(terminalId)
                ? null
                : new() { Entries = [new() { Key = "TERMINALID", Value = Reference(terminalId, nameof(terminalId)) }] }
        };
        return CallAsync(GlaseOperation.MarkTransactionPeriod, connection, request,
            static (MarkTransactionPeriodReturn answer, string _) =>
                Required(answer.TransactionPeriodId, "transaction period id"),
            cancellationToken);
    }

    public Task<Report> ExecuteReportAsync(GlaseConnection connection, string reportId, string language,
        IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken = default)
    {
        var request = new ExecuteReportRequest
        {
            ReportId = Reference(reportId, nameof(reportId)),
            Language = Reference(language, nameof(language)),
            Parameters = parameters is { Count: > 0 } ? WireParameters.From(parameters) : null
        };
        return CallAsync(GlaseOperation.ExecuteReport, connection, request,
            static (ExecuteReportReturn answer, string _) => answer.ToReport(), cancellationToken);
    }

    private Task<TResult> CallAsync<TRequest, TReturn, TResult>(GlaseOperation operation, GlaseConnection connection,
        TRequest request, Func<TReturn, string, TResult> read, CancellationToken cancellationToken)
        where TRequest : WireRequest
        where TReturn : WireReturn
    {
        ArgumentNullException.ThrowIfNull(connection);

        var call = new GlaseApiCall<TRequest, TReturn, TResult>(_newExchange(), operation, connection, request, read);
        return call.RunAsync(_resilience, _timeProvider, cancellationToken);
    }

    private Task<bool> CallAsync<TRequest>(GlaseOperation operation, GlaseConnection connection, TRequest request,
        CancellationToken cancellationToken) where TRequest : WireRequest
    {
        return CallAsync(operation, connection, request, static (WireReturn _, string _) => true, cancellationToken);
    }

    private static string Reference(string value, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        return WireText.Whole(value, MaxReferenceLength, name);
    }

    private static string Required(string value, string name)
    {
        return string.IsNullOrWhiteSpace(value) ? throw new UnreadableAnswerException($"it has no {name}") : value.Trim();
    }
}
