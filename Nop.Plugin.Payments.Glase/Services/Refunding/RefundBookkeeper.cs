using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Refunding;

/// <summary>
/// Brings orders in line with what Glase refunded, where nopCommerce could not do it itself: after a decision of an admin, or
/// when a process died between the refund and the order.
/// </summary>
public class RefundBookkeeper
{
    private const int BatchSize = 50;

    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly GlaseRefundService _refundService;
    private readonly GlaseSettlementService _settlementService;
    private readonly ILogger _logger;
    private readonly KnownTroubles _troubles;
    private readonly IOrderProcessingService _orderProcessingService;
    private readonly OrderNotes _notes;
    private readonly IOrderService _orderService;
    private readonly StoredEntityReader _stored;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public RefundBookkeeper(GlaseInvoiceService invoiceService, GlaseLockService lockService, GlaseRefundService refundService,
        GlaseSettlementService settlementService, ILogger logger, KnownTroubles troubles,
        IOrderProcessingService orderProcessingService, OrderNotes notes, IOrderService orderService, StoredEntityReader stored,
        TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _refundService = refundService;
        _settlementService = settlementService;
        _logger = logger;
        _troubles = troubles;
        _orderProcessingService = orderProcessingService;
        _notes = notes;
        _orderService = orderService;
        _stored = stored;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Books on the order what is missing there, as nopCommerce books refunds that were made elsewhere. A payment that paid no
    /// order is marked as given back once all of it was refunded. Doing it again changes nothing.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <returns>What was booked on the order; zero when nothing was missing, or when there is no order</returns>
    public Task<decimal> BookAsync(int paymentId)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            var sums = await GetSumsAsync(payment);
            var order = await _stored.GetOrderAsync(payment.OrderId);
            if (order is null || !PaymentSettler.IsPaidWith(payment, order))
            {
                await EndAsync(payment, sums.Refunded);
                await RememberAsync(paymentId);
                return 0;
            }

            var missing = sums.MissingOn(order);
            var isBooked = missing > 0 && await BookAsync(order, missing, payment.CurrencyCode);
            if (sums.IsEndOf(order))
                await EndAsync(order);
            await RememberAsync(paymentId);
            return isBooked ? missing : 0;
        });
    }

    /// <summary>
    /// Ends a payment that Glase refuses to refund, or of which Glase never said all that a refund needs, because an admin gave the
    /// money back in another way.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="decidedBy">The admin's e-mail address</param>
    /// <returns>Whether there was such a payment to be ended</returns>
    public Task<bool> GivenBackOtherwiseAsync(int paymentId, string decidedBy)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            var refunds = await _refundService.GetByInvoiceIdAsync(paymentId);
            if (payment.Status != GlaseInvoiceStatus.Paid || payment.SettledOnUtc is not null
                || !MayBeGivenBackOtherwise(payment, refunds, _timeProvider.GetUtcNow().UtcDateTime))
                return false;

            var amount = payment.PaidAmount is { } paid
                ? string.Create(CultureInfo.InvariantCulture, $"the {paid:0.00} {payment.MoneyCurrencyCode}")
                : "what was paid";
            var text = $"Glase: {decidedBy} gave {amount} of payment {payment.ErsReference ?? payment.InvoiceReference} back in another way.";
            await EndAsync(payment, text);
            await _logger.InformationAsync($"{PaymentNames.Of(payment)}: {text}");
            if (payment.OrderId is { } orderId)
                await _notes.AddAsync(orderId, text);
            return true;
        });
    }

    /// <summary>
    /// Gets whether an admin may say that a payment was given back in another way: when nothing goes back by itself any more.
    /// </summary>
    /// <param name="payment">A payment that is paid but not settled</param>
    /// <param name="refunds">All refunds of it, the oldest first</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public static bool MayBeGivenBackOtherwise(GlaseInvoice payment, IList<GlaseRefund> refunds, DateTime nowUtc)
    {
        return AutomaticRefunds.AreRefusedForGood(refunds)
            || IncompletePayments.IsOverdue(payment, nowUtc) && !AutomaticRefunds.NeedPerson(refunds);
    }

    /// <summary>
    /// Takes note that an order shows what Glase refunded, if it does.
    /// </summary>
    /// <param name="order">An order that nopCommerce has just booked a refund on</param>
    public async Task ConfirmAsync(Order order)
    {
        foreach (var payment in await _invoiceService.GetAllByOrderIdAsync(order.Id))
        {
            await _lockService.RunAsync(GlaseInvoiceService.LockName(payment.Id), async () =>
            {
                var sums = await GetSumsAsync(payment);
                if (sums.Refunded > 0 && sums.MissingOn(order) == 0)
                    await RememberAsync(payment.Id);
            });
        }
    }

    /// <summary>
    /// Books the refunds that Glase made while nopCommerce did not get to it, because a process died in between.
    /// </summary>
    public async Task FinishAsync()
    {
        var madeBefore = _timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.PlacementPatience;
        var unbooked = await _refundService.GetUnbookedAsync(madeBefore, BatchSize);
        foreach (var paymentId in unbooked.Select(refund => refund.InvoiceId).Distinct())
        {
            try
            {
                await BookAsync(paymentId);
            }
            catch (Exception exception)
            {
                // One bad order must not keep the others waiting; it is tried again in the next run.
                if (_troubles.IsNews($"book {paymentId}", exception.Message))
                    await _logger.ErrorAsync($"{await NameAsync(paymentId)}: a refund could not be booked on its order. " +
                        exception.Message, exception);
            }
        }
    }

    private async Task<string> NameAsync(int paymentId)
    {
        return PaymentNames.Of(await _invoiceService.GetByIdAsync(paymentId));
    }

    private async Task RememberAsync(int paymentId)
    {
        foreach (var refund in await _refundService.GetByInvoiceIdAsync(paymentId))
        {
            if (refund.Status != GlaseRefundStatus.Succeeded || refund.BookedOnUtc is not null)
                continue;

            refund.BookedOnUtc = _timeProvider.GetUtcNow().UtcDateTime;
            await _refundService.UpdateAsync(refund);
        }
    }

    private async Task<RefundSums> GetSumsAsync(GlaseInvoice payment)
    {
        return RefundSums.Of(payment, await _refundService.GetByInvoiceIdAsync(payment.Id));
    }

    // What is below the smallest amount that Glase refunds goes with the last refund.
    private async Task EndAsync(Order order)
    {
        order.RefundedAmount = Math.Max(order.RefundedAmount, order.OrderTotal);
        order.PaymentStatus = PaymentStatus.Refunded;
        await _orderService.UpdateOrderAsync(order);
        await _notes.AddOnceAsync(order.Id, "Glase: all of the payment went back to the payer, so the order is marked as refunded.");
    }

    private async Task EndAsync(GlaseInvoice payment, decimal refunded)
    {
        if (payment.Status != GlaseInvoiceStatus.Paid || refunded <= 0 || refunded < payment.PaidAmount)
            return;

        var amount = string.Create(CultureInfo.InvariantCulture, $"{refunded:0.00} {payment.MoneyCurrencyCode}");
        await EndAsync(payment, $"Glase: {amount} was refunded in full (payment {payment.ErsReference}), because no order could be " +
            "paid with it.");
    }

    private async Task EndAsync(GlaseInvoice payment, string text)
    {
        await _settlementService.TakeBackAsync(payment.Id);
        payment.Status = GlaseInvoiceStatus.Refunded;
        payment.LastError = text;
        payment.SettledOnUtc = _timeProvider.GetUtcNow().UtcDateTime;
        await _invoiceService.UpdateAsync(payment);
    }

    private async Task<bool> BookAsync(Order order, decimal amount, string currencyCode)
    {
        if (amount == order.OrderTotal && _orderProcessingService.CanRefundOffline(order))
        {
            await _orderProcessingService.RefundOfflineAsync(order);
            return true;
        }

        if (_orderProcessingService.CanPartiallyRefundOffline(order, amount))
        {
            await _orderProcessingService.PartiallyRefundOfflineAsync(order, amount);
            return true;
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {currencyCode}");
        await _notes.AddAsync(order.Id, $"Glase: {text} was refunded that this order does not show. It cannot be booked, because the " +
            $"order's payment is {order.PaymentStatus}.");
        return false;
    }
}
