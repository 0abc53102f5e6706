namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// The nine operations of the Glase merchant API that the plugin uses.
/// </summary>
/// <remarks>
/// Every method throws <see cref="GlaseApiException"/> when Glase refuses, cannot be reached or answers something that is
/// not understood, and <see cref="OperationCanceledException"/> only when the caller's own token was cancelled. A caller
/// who cancels learns nothing about the outcome: calls that move money should get a token that is never cancelled.
/// </remarks>
public interface IGlaseClient
{
    /// <summary>
    /// Issues an invoice that a payer can scan. Never sent twice: a second request would be a second payable invoice.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <param name="invoice">What is to be paid; the rows must add up to the total</param>
    /// <param name="cancellationToken">Cancelled by the caller only</param>
    /// <returns>The invoice's reference and the content of its QR code; both are always present</returns>
    /// <exception cref="GlaseApiException">The invoice was not issued, or its outcome is unknown</exception>
    Task<SendInvoiceResponse> SendInvoiceAsync(GlaseConnection connection, Invoice invoice,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces the content of an open invoice; reference and QR code stay the same. Tried again after a passing failure,
    /// since replacing twice by the same content changes nothing.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <param name="invoiceReference">The reference that sendInvoice answered</param>
    /// <param name="invoice">The whole new content</param>
    /// <param name="cancellationToken">Cancelled by the caller only</param>
    /// <returns>A task that completes once Glase has accepted the new content</returns>
    /// <exception cref="GlaseApiException">The update was not confirmed</exception>
    Task UpdateInvoiceAsync(GlaseConnection connection, string invoiceReference, Invoice invoice,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks for the state of an invoice and acknowledges the version the caller knows. Glase reverses a payment when nobody
    /// asks within 20 seconds after the payer confirmed it.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <param name="invoiceReference">The reference that sendInvoice answered</param>
    /// <param name="invoiceVersion">0 the first time, then the last <see cref="PaymentStatusResponse.Version"/></param>
    /// <param name="cancellationToken">Cancelled by the caller only</param>
    /// <returns>The state; an unknown word is <see cref="GlaseInvoiceState.Unknown"/></returns>
    /// <exception cref="GlaseApiException">The state could not be learnt</exception>
    Task<PaymentStatusResponse> GetPaymentStatusAsync(GlaseConnection connection, string invoiceReference, int invoiceVersion,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Cancels an unpaid invoice, or releases a reservation. Tried again after a passing failure.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <param name="invoiceReference">The reference that sendInvoice answered</param>
    /// <param name="cancellationToken">Cancelled by the caller only</param>
    /// <returns>A task that completes once Glase has cancelled the invoice</returns>
    /// <exception cref="GlaseApiException">
    /// Not cancelled: among others <see cref="GlaseResultCode.CannotCancelPaidInvoice"/> (apply it),
    /// <see cref="GlaseResultCode.CannotCancelInvoiceInProgress"/> and <see cref="GlaseResultCode.PaymentInProgress"/>
    /// (look again later), <see cref="GlaseResultCode.InvoiceAlreadyCanceled"/>,
    /// <see cref="GlaseResultCode.PaymentAlreadyCancelled"/> and <see cref="GlaseResultCode.PaymentExpired"/> (already over)
    /// </exception>
    Task CancelInvoiceAsync(GlaseConnection connection, string invoiceReference, CancellationToken cancellationToken = default);

    /// <summary>
    /// Turns a reservation into a payment of the amount. Never sent twice.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <param name="invoiceReference">The reference that sendInvoice answered</param>
    /// <param name="amount">What to take, at most what is reserved; at most two decimals</param>
    /// <param name="cancellationToken">Cancelled by the caller only</param>
    /// <returns>A task that completes once Glase has taken the amount</returns>
    /// <exception cref="GlaseApiException">Not captured, or its outcome is unknown: call getPaymentStatus</exception>
    Task CommitReservationAsync(GlaseConnection connection, string invoiceReference, Amount amount,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Hands the payer's receipt to Glase after the payment. Tried again after a passing failure.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <param name="ersReference">Reference of the payment, as in <see cref="PaymentStatusResponse.ErsReference"/></param>
    /// <param name="receipt">The document</param>
    /// <param name="cancellationToken">Cancelled by the caller only</param>
    /// <returns>A task that completes once Glase has accepted the receipt</returns>
    /// <exception cref="GlaseApiException">The receipt was not confirmed</exception>
    Task SubmitPaymentReceiptAsync(GlaseConnection connection, string ersReference, ReceiptDocument receipt,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives money back to the payer. Never sent twice: where the exception says
    /// <see cref="GlaseApiException.OutcomeUnknown"/>, the money may be on its way.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <param name="ersReference">Reference of the payment, as in <see cref="PaymentStatusResponse.ErsReference"/></param>
    /// <param name="title">What the payer reads</param>
    /// <param name="amount">What to refund, above zero, in the currency of the payment; at most two decimals</param>
    /// <param name="cancellationToken">Cancelled by the caller only</param>
    /// <returns>The reference of the refund; always present</returns>
    /// <exception cref="GlaseApiException">Not refunded, or its outcome is unknown</exception>
    Task<RefundPaymentResponse> RefundPaymentAsync(GlaseConnection connection, string ersReference, string title, Amount amount,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes the current transaction period with the shop's credentials. Never sent twice: each call closes a period.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <param name="terminalId">The terminal whose period is closed; null for the whole shop</param>
    /// <param name="cancellationToken">Cancelled by the caller only</param>
    /// <returns>The id of the closed period, to be used in report parameters about 3 seconds later</returns>
    /// <exception cref="GlaseApiException">Not closed, or its outcome is unknown</exception>
    Task<string> MarkTransactionPeriodAsync(GlaseConnection connection, string terminalId,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Fetches a report with the shop's credentials. Tried again after a passing failure.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <param name="reportId">For instance <c>Reconciliation/Shop.xml</c></param>
    /// <param name="language">ISO 639-1 code, for instance <c>en</c></param>
    /// <param name="parameters">For instance <c>transactionPeriodId</c>; sent in the given order</param>
    /// <param name="cancellationToken">Cancelled by the caller only</param>
    /// <returns>The report</returns>
    /// <exception cref="GlaseApiException">
    /// No report; with <see cref="GlaseResultCode.ReportNotReady"/> ask again in about 3 seconds
    /// </exception>
    Task<Report> ExecuteReportAsync(GlaseConnection connection, string reportId, string language,
        IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken = default);
}
