using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunding;

/// <summary>
/// Lets an admin decide about a payment that the shop neither refunds nor counts for its order by itself. The decision is recorded
/// first and then carried out; the scheduled task finishes what a process that died left.
/// </summary>
public class PaymentDecisions
{
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILogger _logger;
    private readonly OrderCurrency _orderCurrency;
    private readonly OrderNotes _notes;
    private readonly PaymentSettler _settler;
    private readonly StoredEntityReader _stored;
    private readonly TimeProvider _timeProvider;
    private readonly UnsettledPayments _unsettledPayments;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentDecisions(GlaseInvoiceService invoiceService, GlaseLockService lockService, ILogger logger,
        OrderCurrency orderCurrency, OrderNotes notes, PaymentSettler settler, StoredEntityReader stored, TimeProvider timeProvider, UnsettledPayments unsettledPayments)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _orderCurrency = orderCurrency;
        _notes = notes;
        _settler = settler;
        _stored = stored;
        _timeProvider = timeProvider;
        _unsettledPayments = unsettledPayments;
    }

    /// <summary>
    /// Decides that a payment is refunded in full, and refunds it.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="decidedBy">The admin's e-mail address</param>
    /// <returns>Whether there was something to decide; not when somebody did before</returns>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public Task<bool> RefundAsync(int paymentId, string decidedBy)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            if (!payment.AwaitsDecision)
                return false;

            await DecideAsync(payment, PaymentDecision.Refund, decidedBy, "is refunded");
            await _unsettledPayments.FinishNowAsync(paymentId);
            return true;
        });
    }

    /// <summary>
    /// Decides that a payment is the one of its order: the order is paid with it, and shows its reference.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="decidedBy">The admin's e-mail address</param>
    /// <returns>Whether it is; not when somebody decided before, or when the order cannot be paid with it</returns>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public Task<bool> KeepAsync(int paymentId, string decidedBy)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            var order = await _stored.GetOrderAsync(payment.OrderId);
            if (!payment.AwaitsDecision || order is null
                || !DecisionRules.CanKeep(payment, order, await _orderCurrency.GetCodeAsync(order)))
                return false;

            // A capture may have taken less than was reserved: that is what the order is paid with.
            payment.Amount = payment.PaidAmount.Value;
            await DecideAsync(payment, PaymentDecision.Keep, decidedBy, "is kept as the order's payment");
            return await _settler.SettleAsync(payment) == PaymentOutcome.Settled;
        });
    }

    private async Task DecideAsync(GlaseInvoice payment, PaymentDecision decision, string decidedBy, string what)
    {
        (payment.Decision, payment.DecidedOnUtc, payment.DecidedBy) = (decision, _timeProvider.GetUtcNow().UtcDateTime, decidedBy);
        await _invoiceService.UpdateAsync(payment);

        var text = string.Create(CultureInfo.InvariantCulture, $"Glase: {decidedBy} decided that the payment {payment.ErsReference} of ") +
            string.Create(CultureInfo.InvariantCulture, $"{payment.PaidAmount:0.00} {payment.MoneyCurrencyCode} {what}.");
        await _logger.InformationAsync($"{PaymentNames.Of(payment)}: {text}");
        if (payment.OrderId is { } orderId)
            await _notes.AddAsync(orderId, text);
    }
}
