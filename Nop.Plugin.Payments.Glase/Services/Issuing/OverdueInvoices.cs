using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Ends invoices whose time is over: those that turn out to be paid pay their order, the others are taken back.
/// </summary>
public class OverdueInvoices
{
    private const int BatchSize = 200;
    private const int AtOnce = 8;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(30);

    private readonly GlaseInvoiceService _invoiceService;
    private readonly ILogger _logger;
    private readonly InvoiceCanceller _canceller;
    private readonly KnownTroubles _troubles;
    private readonly PaymentSettler _settler;
    private readonly PaymentStatusService _statusService;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OverdueInvoices(GlaseInvoiceService invoiceService, ILogger logger, InvoiceCanceller canceller,
        KnownTroubles troubles, PaymentSettler settler, PaymentStatusService statusService, TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _logger = logger;
        _canceller = canceller;
        _troubles = troubles;
        _settler = settler;
        _statusService = statusService;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Ends the invoices of all stores that are overdue now, as many as fit into the time that nopCommerce gives a task. Glase is
    /// asked about several at once; the shop's own work is done one after the other.
    /// </summary>
    public async Task EndAsync()
    {
        var started = _timeProvider.GetTimestamp();
        var now = _timeProvider.GetUtcNow().UtcDateTime;
        var batch = await _invoiceService.GetOverdueAsync(now, after: null, BatchSize);
        while (batch.Count > 0)
        {
            foreach (var some in batch.Chunk(AtOnce))
            {
                if (_timeProvider.GetElapsedTime(started) > MostTime)
                    return;

                var endings = some.Select(EndAtGlaseAsync).ToList();
                foreach (var (invoice, ending) in some.Zip(endings))
                    await SettleOrReportAsync(invoice, ending);
            }

            // What could not be ended is tried again in the next run, and keeps nobody waiting in this one.
            batch = await _invoiceService.GetOverdueAsync(now, after: batch[^1], BatchSize);
        }
    }

    private async Task SettleOrReportAsync(GlaseInvoice invoice, Task<GlaseInvoice> ending)
    {
        try
        {
            var ended = await ending;
            if (ended.IsConfirmed)
                await _settler.SettleAsync(ended);
            _troubles.Forget(Server(invoice));
        }
        catch (GlaseApiException exception) when (exception.ResultCode is null)
        {
            // The same for all invoices of the store, however it is worded.
            if (_troubles.IsNews(Server(invoice), exception))
                await _logger.WarningAsync($"Overdue invoices, such as {PaymentNames.Of(invoice)}, cannot be ended now; they are " +
                    $"tried again each minute. {exception.Message}", exception);
        }
        catch (Exception exception)
        {
            // One bad invoice must not keep the others waiting.
            if (_troubles.IsNews($"overdue {invoice.Id}", exception.Message))
                await _logger.WarningAsync($"{PaymentNames.Of(invoice)} is overdue but could not be ended. " +
                    exception.Message, exception);
        }
    }

    private static string Server(GlaseInvoice invoice)
    {
        return $"server of store {invoice.StoreId}";
    }

    private async Task<GlaseInvoice> EndAtGlaseAsync(GlaseInvoice invoice)
    {
        var current = await AskAsync(invoice);
        return current.IsOpen ? await _canceller.CancelAsync(current, GlaseInvoiceStatus.Expired) : current;
    }

    private async Task<GlaseInvoice> AskAsync(GlaseInvoice invoice)
    {
        try
        {
            return await _statusService.AskAsync(invoice);
        }
        catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvalidInvoiceReference)
        {
            // The owner went from the test server to the live one, or to other credentials: nobody can pay it there.
            return invoice;
        }
    }
}
