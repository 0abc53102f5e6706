using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Keeps open invoices in line with what becomes of carts and orders: nobody shall pay what is not wanted any more.
/// </summary>
public class OpenInvoices
{
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILogger _logger;
    private readonly InvoiceCanceller _canceller;
    private readonly InvoiceChanger _changer;
    private readonly InvoiceIssuer _issuer;
    private readonly LivePayments _livePayments;
    private readonly OrderCurrency _orderCurrency;
    private readonly PaymentSettler _settler;
    private readonly ReservationReleaser _releaser;
    private readonly StoredEntityReader _stored;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OpenInvoices(GlaseInvoiceService invoiceService, GlaseLockService lockService, ILogger logger,
        InvoiceCanceller canceller, InvoiceChanger changer, InvoiceIssuer issuer, LivePayments livePayments,
        OrderCurrency orderCurrency, PaymentSettler settler, ReservationReleaser releaser, StoredEntityReader stored,
        TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _canceller = canceller;
        _changer = changer;
        _issuer = issuer;
        _livePayments = livePayments;
        _orderCurrency = orderCurrency;
        _settler = settler;
        _releaser = releaser;
        _stored = stored;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Takes an order's invoice back when the order is not to be paid any more, releases what is reserved for it, changes the invoice
    /// when the order's total has changed, and takes note when the order has been captured.
    /// </summary>
    /// <remarks>
    /// nopCommerce may be about to save the same order once more, as it read it: nothing is written here to another copy of it.
    /// </remarks>
    /// <param name="changed">An order paid with Glase, just after it was changed in whatever way</param>
    public async Task FollowOrderAsync(Order changed)
    {
        if (await _invoiceService.GetOpenAsync(GlaseInvoiceService.OrderKey(changed.Id)) is not { } open)
            return;

        // Of two changes at once, the one that is heard of last need not be the last one.
        var order = await _stored.GetOrderAsync(changed.Id) ?? changed;
        // One that an admin only marked as voided is left to the scheduled task.
        if (open.Status == GlaseInvoiceStatus.Reserved && order.PaymentStatus != PaymentStatus.Voided
            && UnwantedReservations.WhyUnwanted(order) is { } why)
            await _releaser.ReleaseAsync(open, order, why);
        if (open is { Status: GlaseInvoiceStatus.Paid, ReservedOnUtc: not null, SettledOnUtc: null }
            && PaymentSettler.IsPaidWith(open, order))
            await _settler.SettleAsync(open);
        if (open is { Status: GlaseInvoiceStatus.Paid, SettledOnUtc: not null } && order.PaymentStatus == PaymentStatus.Paid
            && string.IsNullOrEmpty(order.CaptureTransactionId) && string.IsNullOrEmpty(changed.CaptureTransactionId))
            await _settler.RestoreReferenceAsync(open, changed);
        if (!open.IsOpen)
            return;

        if (!OrderPayments.NeedsCode(order))
            await TryAsync(open, order, token => _canceller.CancelAsync(open, GlaseInvoiceStatus.Canceled, token));
        else if (CurrencyDecimals.Round(order.OrderTotal, open.CurrencyCode) != open.Amount
            || !OrderCurrency.IsSame(open.CurrencyCode, await _orderCurrency.GetCodeAsync(order)))
            await TryAsync(open, order, token => _issuer.GetForOrderAsync(order, token));
    }

    /// <summary>
    /// Takes back the code of a cart whose shopper paid in another way.
    /// </summary>
    public async Task AbandonCartAsync(Order order)
    {
        var open = await _invoiceService.GetOpenAsync(GlaseInvoiceService.CartKey(order.CustomerId, order.StoreId));
        if (open is null)
            return;

        await PartFromAsync(order, open);
        await TryAsync(open, order, token => _canceller.CancelAsync(open, GlaseInvoiceStatus.Canceled, token));
    }

    // Whoever changed the order must neither wait for Glase nor see its troubles.
    private async Task TryAsync(GlaseInvoice open, Order order, Func<CancellationToken, Task<GlaseInvoice>> call)
    {
        using var patience = new CancellationTokenSource(GlaseDefaults.CheckoutPatience, _timeProvider);
        try
        {
            var invoice = await call(patience.Token);
            if (invoice.Id == open.Id)
                _livePayments.Tell(invoice);
            if (invoice.Status == GlaseInvoiceStatus.Paid)
                await SettleAsync(invoice, order);
            else if (invoice.Id == open.Id && !invoice.IsOver && invoice.Amount == open.Amount)
                await _changer.LeaveToTaskAsync(open);
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException or TimeoutException)
        {
            await _changer.LeaveToTaskAsync(open);
            await _logger.WarningAsync($"{PaymentNames.Of(open)} does not fit its cart or order any more, but could not " +
                $"be changed or cancelled at Glase; the scheduled task will cancel it. {exception.Message}", exception);
        }
    }

    // An order that is just being marked as paid is settled once nopCommerce has saved it for the last time, see OrderPaidConsumer.
    private async Task SettleAsync(GlaseInvoice invoice, Order order)
    {
        if (!DecisionRules.IsMarkedAsPaid(invoice, order))
            await _settler.SettleAsync(invoice);
    }

    // nopCommerce may have given the order the GUID that was meant for this payment: it must neither pay that order nor be
    // in the way of the cart's next one.
    private Task PartFromAsync(Order order, GlaseInvoice payment)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(payment.Id), async () =>
        {
            var invoice = await _invoiceService.GetByIdAsync(payment.Id);
            if (invoice.OrderGuid != order.OrderGuid || invoice.OrderId is not null)
                return;

            invoice.OrderGuid = Guid.NewGuid();
            await _invoiceService.UpdateAsync(invoice);
        });
    }
}
