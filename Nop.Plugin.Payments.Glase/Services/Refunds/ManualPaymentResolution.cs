using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Lets an admin decide about a payment that the shop neither refunds nor applies automatically. The decision is recorded
/// before it is carried out.
/// </summary>
public class ManualPaymentResolution(LockedPayments lockedPayments, ILogger logger,
    OrderCurrency orderCurrency, OrderNotes notes, PaymentApplier applier, UncachedEntityReader entityReader,
    TimeProvider timeProvider, UnappliedPaymentRecovery unappliedPaymentRecovery)
{
    /// <summary>
    /// Decides that a payment is refunded in full, and refunds it.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="decidedBy">The admin's email address</param>
    /// <returns>Whether there was something to decide; not when somebody did before</returns>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public Task<bool> RefundAsync(int paymentId, string decidedBy)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            if (!payment.AwaitsDecision)
                return false;

            await DecideAsync(locked, PaymentDecision.Refund, decidedBy, "is refunded");
            await unappliedPaymentRecovery.FinishNowAsync(paymentId);
            return true;
        });
    }

    /// <summary>
    /// Decides that a payment is the one of its order: the order is paid with it, and shows its reference.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="decidedBy">The admin's email address</param>
    /// <returns>Whether it is; not when somebody decided before, or when the order cannot be paid with it</returns>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public Task<bool> ApplyToOrderAsync(int paymentId, string decidedBy)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            var order = await entityReader.GetOrderAsync(payment.OrderId);
            if (!payment.AwaitsDecision || order is null
                || !PaymentDecisionPolicy.CanApplyToOrder(payment, order, await orderCurrency.GetCodeAsync(order)))
                return false;

            await DecideAsync(locked, PaymentDecision.ApplyToOrder, decidedBy, "is kept as the order's payment");
            return await applier.ApplyAsync(payment) == ApplyOutcome.Applied;
        });
    }

    /// <summary>
    /// Decides that the order of a payment's cart is placed, and places it; where that cannot be, the payment is refunded.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="decidedBy">The admin's e-mail address</param>
    /// <returns>Whether it was decided; not when somebody did before, or when the shopper has another open payment by now</returns>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public Task<bool> PlaceOrderAsync(int paymentId, string decidedBy)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            if (!PaymentDecisionPolicy.CanPlaceOrder(payment)
                || await lockedPayments.GetOpenAsync(CheckoutKeys.ForCart(payment.CustomerId, payment.StoreId)) is not null)
                return false;

            await DecideAsync(locked, PaymentDecision.ApplyToOrder, decidedBy, "is to pay the order of its cart");
            await unappliedPaymentRecovery.FinishNowAsync(paymentId);
            return true;
        });
    }

    private async Task DecideAsync(LockedPayment locked, PaymentDecision decision, string decidedBy, string what)
    {
        var payment = locked.Payment;
        payment.Decide(decision, decidedBy, timeProvider.GetUtcNow().UtcDateTime);
        await locked.SaveAsync();

        var text = $"Glase: {decidedBy} decided that the payment {payment.ErsReference} of " +
            $"{CurrencyDecimals.Format(payment.PaidAmount, payment.EffectiveCurrencyCode)} {what}.";
        await logger.InformationAsync($"{PaymentLabels.For(payment)}: {text}");
        if (payment.OrderId is { } orderId)
            await notes.AddAsync(orderId, text);
    }
}
