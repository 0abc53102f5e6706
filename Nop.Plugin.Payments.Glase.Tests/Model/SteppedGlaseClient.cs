using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// The real client, with a place before and after each call at which others may come first or the process may die, and with
/// timeouts that take the fixture's time. The call itself is one step.
/// </summary>
internal sealed class SteppedGlaseClient : IGlaseClient
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3.5);

    private readonly ModelEnvironment _environment;
    private readonly ModelProcess _process;

    public SteppedGlaseClient(ModelEnvironment environment, ModelProcess process)
    {
        _environment = environment;
        _process = process;
    }

    public Task<SendInvoiceResponse> SendInvoiceAsync(GlaseConnection connection, Invoice invoice,
        CancellationToken cancellationToken = default)
    {
        return CallAsync(GlaseOperation.SendInvoice, connection, client => client.SendInvoiceAsync(connection, invoice),
            cancellationToken);
    }

    public Task UpdateInvoiceAsync(GlaseConnection connection, string invoiceReference, Invoice invoice,
        CancellationToken cancellationToken = default)
    {
        return CallAsync(GlaseOperation.UpdateInvoice, connection,
            client => DoneAsync(client.UpdateInvoiceAsync(connection, invoiceReference, invoice)), cancellationToken);
    }

    public Task<PaymentStatusResponse> GetPaymentStatusAsync(GlaseConnection connection, string invoiceReference,
        int invoiceVersion, CancellationToken cancellationToken = default)
    {
        return CallAsync(GlaseOperation.GetPaymentStatus, connection,
            client => client.GetPaymentStatusAsync(connection, invoiceReference, invoiceVersion), cancellationToken);
    }

    public Task CancelInvoiceAsync(GlaseConnection connection, string invoiceReference,
        CancellationToken cancellationToken = default)
    {
        return CallAsync(GlaseOperation.CancelInvoice, connection,
            client => DoneAsync(client.CancelInvoiceAsync(connection, invoiceReference)), cancellationToken);
    }

    public Task CommitReservationAsync(GlaseConnection connection, string invoiceReference, Amount amount,
        CancellationToken cancellationToken = default)
    {
        return CallAsync(GlaseOperation.CommitReservation, connection,
            client => DoneAsync(client.CommitReservationAsync(connection, invoiceReference, amount)), cancellationToken);
    }

    public Task SubmitPaymentReceiptAsync(GlaseConnection connection, string ersReference, ReceiptDocument receipt,
        CancellationToken cancellationToken = default)
    {
        return CallAsync(GlaseOperation.SubmitPaymentReceipt, connection,
            client => DoneAsync(client.SubmitPaymentReceiptAsync(connection, ersReference, receipt)), cancellationToken);
    }

    public Task<RefundPaymentResponse> RefundPaymentAsync(GlaseConnection connection, string ersReference, string title,
        Amount amount, CancellationToken cancellationToken = default)
    {
        return CallAsync(GlaseOperation.RefundPayment, connection,
            client => client.RefundPaymentAsync(connection, ersReference, title, amount), cancellationToken);
    }

    public Task<string> MarkTransactionPeriodAsync(GlaseConnection connection, string terminalId,
        CancellationToken cancellationToken = default)
    {
        return CallAsync(GlaseOperation.MarkTransactionPeriod, connection,
            client => client.MarkTransactionPeriodAsync(connection, terminalId), cancellationToken);
    }

    public Task<Report> ExecuteReportAsync(GlaseConnection connection, string reportId, string language,
        IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken = default)
    {
        return CallAsync(GlaseOperation.ExecuteReport, connection,
            client => client.ExecuteReportAsync(connection, reportId, language, parameters), cancellationToken);
    }

    private async Task<TResult> CallAsync<TResult>(GlaseOperation operation, GlaseConnection connection,
        Func<IGlaseClient, Task<TResult>> call, CancellationToken cancellationToken)
    {
        await _process.StepAsync(operation.WireName());
        cancellationToken.ThrowIfCancellationRequested();

        var timeout = _environment.TakeTimeout();
        var answer = timeout == TimeoutFault.BeforeItActed ? null : Finish(call);
        await _process.StepAsync($"{operation.WireName()} done{(timeout is null ? "" : ", no answer")}");
        if (timeout is null)
            return await answer;

        await Task.Delay(_patience, _process.Time, cancellationToken);
        throw GlaseFailures.Timeout(operation, connection, sent: true);
    }

    // Nothing else happens in the fixture meanwhile.
    private Task<TResult> Finish<TResult>(Func<IGlaseClient, Task<TResult>> call)
    {
        var answer = Task.Run(() => call(_environment.Client));
        ((IAsyncResult)answer).AsyncWaitHandle.WaitOne();
        return answer;
    }

    private static async Task<bool> DoneAsync(Task call)
    {
        await call;
        return true;
    }
}
