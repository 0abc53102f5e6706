using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Processes refunds requested on an order's page.
/// </summary>
public class OrderRefundService(PaymentStore paymentStore, LockedPayments lockedPayments, RefundStore refundStore,
    ILocalizationService localizationService, OrderNotes notes, RefundExecutor refundExecutor, OrderRefundSync orderRefundSync,
    UncachedEntityReader entityReader)
{
    /// <summary>
    /// Refunds a part or all of an order's payment with nopCommerce's own buttons. What goes wrong is said in the result, never
    /// thrown.
    /// </summary>
    public async Task<RefundPaymentResult> RefundAsync(RefundPaymentRequest request)
    {
        var order = request.Order;
        var payments = await paymentStore.GetAllByOrderIdAsync(order.Id);
        if (payments.FirstOrDefault(one => one.Status == GlasePaymentStatus.Paid && one.IsPaymentOf(order)) is not { } payment)
            return new RefundPaymentResult { Errors = [WhyNoPayment(payments)] };

        // An order may come to fractions of what Glase can refund, where the shop does not round: the rest of it goes with the last
        // refund.
        var rest = order.OrderTotal - order.RefundedAmount;
        var roundedRest = CurrencyDecimals.Round(rest, payment.CurrencyCode);
        var isRest = request.AmountToRefund == rest || request.AmountToRefund == roundedRest;
        var amount = isRest ? roundedRest : request.AmountToRefund;
        var orderAmount = isRest ? rest : request.AmountToRefund;

        var refund = await TryRefundAsync(payment, new RefundRequest(amount, await TitleAsync(order))
        {
            OrderAmount = orderAmount,
            Order = order
        });
        if (refund is null)
            return new RefundPaymentResult { Errors = [OrderActionErrors.Busy("refunded")] };
        if (refund.Status != GlaseRefundStatus.Succeeded)
        {
            await AddNoteAsync(order.Id, amount, payment, refund);
            return new RefundPaymentResult { Errors = [refund.Error] };
        }

        // nopCommerce adds what was asked for, and saves the order.
        order.RefundedAmount += orderAmount - request.AmountToRefund;
        await AddNoteAsync(order.Id, amount, payment, refund, order, request.AmountToRefund);
        return new RefundPaymentResult
        {
            NewPaymentStatus = request.IsPartialRefund ? PaymentStatus.PartiallyRefunded : PaymentStatus.Refunded
        };
    }

    /// <summary>
    /// Refunds what is left of an order's payment beyond what nopCommerce's own buttons refund, because the order's total was
    /// lowered after it was paid.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="amount">How much, in the payment's currency</param>
    /// <param name="refundedBefore">What the admin saw to be refunded, so that the same form sent twice refunds once</param>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public Task<RefundResult> RefundOverpaymentAsync(int paymentId, decimal amount, decimal refundedBefore)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            var order = await entityReader.GetOrderAsync(payment.OrderId);
            var totals = await GetSumsAsync(payment);
            var most = totals.GetOverpayment(order);
            if (totals.Refunded != refundedBefore)
                return new RefundResult(GlaseRefundStatus.Refused, null,
                    $"Glase has refunded {Text(totals.Refunded, payment)} of this payment by now. Load the order again and check.");
            if (order is null || amount > most)
                return new RefundResult(GlaseRefundStatus.Refused, null,
                    $"At most {Text(most, payment)} can be refunded here. Refund the rest with the order's own buttons.");

            var refund = await refundExecutor.RefundAsync(payment, new RefundRequest(amount, await TitleAsync(order))
            {
                OrderAmount = 0,
                RefundedBefore = refundedBefore
            });
            await AddNoteAsync(order.Id, amount, payment, refund, order);
            if (refund.Status == GlaseRefundStatus.Succeeded)
                await orderRefundSync.SyncAsync(paymentId);
            return refund;
        });
    }

    // Null when others held the payment for too long.
    private async Task<RefundResult> TryRefundAsync(GlasePayment payment, RefundRequest request)
    {
        try
        {
            return await refundExecutor.RefundAsync(payment, request);
        }
        catch (LockTimeoutException)
        {
            return null;
        }
    }

    private static string WhyNoPayment(IEnumerable<GlasePayment> payments)
    {
        return payments.FirstOrDefault(payment => payment.PaidOnUtc is not null) switch
        {
            null => "No Glase payment of this order is known, so there is nothing to refund.",
            { Status: GlasePaymentStatus.Refunded } payment => $"{NotThis(payment)} It was refunded in full before.",
            { } payment => $"{NotThis(payment)} Nothing of it was refunded. To refund it, decide so in the card \"Glase payment\" of this " +
                $"order, or on the page of Glase payment #{payment.Id}."
        };
    }

    private static string NotThis(GlasePayment payment)
    {
        return $"This order was not paid with Glase's payment {payment.ErsReference} of {Text(payment.PaidAmount ?? payment.Amount, payment)}" +
            ", but in another way: refund it in that way, and use nopCommerce's \"Refund (offline)\".";
    }

    private async Task<string> TitleAsync(Order order)
    {
        return string.Format(CultureInfo.InvariantCulture,
            await localizationService.GetShopperTextAsync(GlaseDefaults.ResourcePrefix + ".Refund.Title", order.CustomerLanguageId),
            order.CustomOrderNumber);
    }

    private async Task<RefundTotals> GetSumsAsync(GlasePayment payment)
    {
        return RefundTotals.From(payment, await refundStore.GetByPaymentIdAsync(payment.Id));
    }

    // toBeRecorded is what nopCommerce is about to record on the order.
    private async Task AddNoteAsync(int orderId, decimal amount, GlasePayment payment, RefundResult refund, Order order = null,
        decimal toBeRecorded = 0)
    {
        var text = Text(amount, payment);
        await notes.AddAsync(orderId, refund.Status switch
        {
            GlaseRefundStatus.Succeeded when refund.Reference is null => $"Glase: {text} refunded.{await RestAsync(payment, order, toBeRecorded)}",
            GlaseRefundStatus.Succeeded => $"Glase: {text} refunded, reference {refund.Reference}.{await RestAsync(payment, order, toBeRecorded)}",
            GlaseRefundStatus.Unknown => $"Glase: a refund of {text} was sent. {refund.Error}",
            _ => $"Glase: {text} was not refunded. {refund.Error}"
        });
    }

    private async Task<string> RestAsync(GlasePayment payment, Order order, decimal toBeRecorded)
    {
        var totals = await GetSumsAsync(payment);
        if (totals.Refundable == 0)
            return "";

        var rest = $" {Text(totals.Refundable, payment)} of the payment is left";
        var onOrder = CurrencyDecimals.Round(Math.Max(0, order.OrderTotal - order.RefundedAmount - toBeRecorded), payment.CurrencyCode);
        return totals.Refundable > onOrder
            ? $"{rest}, {Text(totals.Refundable - onOrder, payment)} of it beyond the order's total: refund that in the card \"Glase payment\", unless " +
              "the payer got it back in another way."
            : rest + ".";
    }

    private static string Text(decimal amount, GlasePayment payment)
    {
        return CurrencyDecimals.Format(amount, payment.EffectiveCurrencyCode);
    }
}
