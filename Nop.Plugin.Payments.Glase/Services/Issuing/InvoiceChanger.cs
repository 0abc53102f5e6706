using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Makes open invoices ask for something else, and tells those who look at them.
/// </summary>
public class InvoiceChanger
{
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILogger _logger;
    private readonly InvoiceCanceller _canceller;
    private readonly InvoiceSender _sender;
    private readonly LivePayments _livePayments;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public InvoiceChanger(GlaseInvoiceService invoiceService, GlaseLockService lockService, ILogger logger,
        InvoiceCanceller canceller, InvoiceSender sender, LivePayments livePayments, TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _canceller = canceller;
        _sender = sender;
        _livePayments = livePayments;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Keeps an invoice that asks for what a bill says, or makes it do so; one that can't is taken back. To be called with the
    /// lock of its cart or order held.
    /// </summary>
    /// <returns>
    /// The invoice as it is now: open, over, or paid because the payer was faster; still open with an empty
    /// <see cref="GlaseInvoice.CartHash"/> when the payer is in the middle of it
    /// </returns>
    /// <exception cref="GlaseApiException">It could neither be changed nor taken back</exception>
    public async Task<GlaseInvoice> FitAsync(GlaseInvoice invoice, PreparedBill bill, CancellationToken cancellationToken)
    {
        if (!invoice.IsOpen)
            return invoice;
        if (invoice.InvoiceReference is null)
            return await CancelAsync(invoice, GlaseInvoiceStatus.Refused, cancellationToken);
        if (invoice.ExpiresOnUtc <= _timeProvider.GetUtcNow().UtcDateTime)
            return await CancelAsync(invoice, GlaseInvoiceStatus.Expired, cancellationToken);
        if (invoice.CartHash == bill.Hash)
            return invoice;

        try
        {
            var (changed, refusal) = invoice.CurrencyCode == bill.Total.Currency
                ? await TryUpdateAsync(invoice, bill, cancellationToken)
                : default;
            if (changed is null)
                return await ReplaceAsync(invoice, refusal, cancellationToken);

            _livePayments.Tell(changed);
            await _sender.LogRowsAsync(changed, refusal);
            return changed;
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException or TimeoutException)
        {
            // Nobody shall go on looking at an amount that may be another one by now.
            _livePayments.Tell(await _invoiceService.GetByIdAsync(invoice.Id));
            throw;
        }
    }

    /// <summary>
    /// Takes an invoice back. To be called with the lock of its cart or order held.
    /// </summary>
    /// <returns>The invoice as it is now; see <see cref="InvoiceCanceller.CancelAsync"/></returns>
    /// <exception cref="GlaseApiException">Glase could not be reached or gave no reason known here</exception>
    public async Task<GlaseInvoice> CancelAsync(GlaseInvoice invoice, GlaseInvoiceStatus outcome,
        CancellationToken cancellationToken)
    {
        var current = await _canceller.CancelAsync(invoice, outcome, cancellationToken);
        _livePayments.Tell(current);
        return current;
    }

    /// <summary>
    /// Takes note that an open invoice asks for something that is not known to be right: its code is shown no more before it
    /// fits again.
    /// </summary>
    public async Task HideAsync(GlaseInvoice invoice)
    {
        _livePayments.Tell(await ChangeAsync(invoice, current => current.CartHash = ""));
    }

    /// <summary>
    /// Takes note in which language and currency the shopper sees the shop now.
    /// </summary>
    public Task<GlaseInvoice> RememberShopperAsync(GlaseInvoice invoice, CheckoutTarget target)
    {
        return ChangeAsync(invoice, current =>
        {
            current.LanguageId = target.LanguageId;
            current.DisplayCurrencyId = target.DisplayCurrencyId;
        });
    }

    /// <summary>
    /// Ends the time of an invoice that could not be changed or taken back now: whoever looks at it, and the scheduled task, go
    /// on trying to cancel it. A reservation is given back by the task.
    /// </summary>
    public async Task LeaveToTaskAsync(GlaseInvoice invoice)
    {
        var now = _timeProvider.GetUtcNow().UtcDateTime;
        _livePayments.Tell(await ChangeAsync(invoice, current =>
        {
            if (current.Status == GlaseInvoiceStatus.Reserved)
                current.SettledOnUtc = null;
            else if (current.IsOpen && current.ExpiresOnUtc > now)
                current.ExpiresOnUtc = now;
        }));
    }

    private async Task<GlaseInvoice> ReplaceAsync(GlaseInvoice invoice, GlaseApiException refusal, CancellationToken cancellationToken)
    {
        var current = await CancelAsync(invoice, GlaseInvoiceStatus.Canceled, cancellationToken);
        // Last: a log that fails must not leave a code that asks for something else.
        if (refusal is not null)
            await _logger.InformationAsync(
                $"{PaymentNames.Of(invoice)} could not be changed with the cart; a new one takes its place. {refusal.Message}");
        return current;
    }

    // Null when Glase refused to change it. The refusal is the one of the rows otherwise.
    private async Task<(GlaseInvoice Changed, GlaseApiException Refusal)> TryUpdateAsync(GlaseInvoice invoice, PreparedBill bill, CancellationToken cancellationToken)
    {
        // A lost answer, or a process that dies, leaves open what Glase asks for from now on: no cart is known to fit it.
        await ChangeAsync(invoice, current => current.CartHash = "");
        GlaseApiException rowsRefusal;
        try
        {
            rowsRefusal = await _sender.UpdateAsync(invoice, bill, cancellationToken);
        }
        catch (GlaseApiException exception) when (exception.Kind == GlaseFailureKind.Refused && !exception.OutcomeUnknown)
        {
            return (null, exception);
        }

        var changed = await ChangeAsync(invoice, current =>
        {
            current.Amount = bill.Total.Value;
            current.CartHash = bill.Hash;
            current.Costs = bill.Costs;
            current.ReservationSeconds = bill.ReservationSeconds;
            // Somebody may have paid the new amount before it was known here.
            if (current.IsPaidInFull)
                current.LastError = null;
        });
        return (changed, rowsRefusal);
    }

    private Task<GlaseInvoice> ChangeAsync(GlaseInvoice invoice, Action<GlaseInvoice> change)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(invoice.Id), async () =>
        {
            var current = await _invoiceService.GetByIdAsync(invoice.Id);
            change(current);
            await _invoiceService.UpdateAsync(current);
            return current;
        }, CancellationToken.None);
    }
}
