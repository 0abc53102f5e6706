using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Localization;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Refunding;

/// <summary>
/// Refunds that admins ask for on an order's page.
/// </summary>
public class OrderRefunds
{
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly GlaseRefundService _refundService;
    private readonly ILocalizationService _localizationService;
    private readonly OrderNotes _notes;
    private readonly PaymentRefunder _refunder;
    private readonly RefundBookkeeper _bookkeeper;
    private readonly StoredEntityReader _stored;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OrderRefunds(GlaseInvoiceService invoiceService, GlaseLockService lockService, GlaseRefundService refundService,
        ILocalizationService localizationService, OrderNotes notes, PaymentRefunder refunder, RefundBookkeeper bookkeeper,
        StoredEntityReader stored)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _refundService = refundService;
        _localizationService = localizationService;
        _notes = notes;
        _refunder = refunder;
        _bookkeeper = bookkeeper;
        _stored = stored;
    }

    /// <summary>
    /// Refunds a part or all of an order's payment with nopCommerce's own buttons. What goes wrong is said in the result, never
    /// thrown.
    /// </summary>
    public async Task<RefundPaymentResult> RefundAsync(RefundPaymentRequest request)
    {
        var order = request.Order;
        var payments = await _invoiceService.GetAllByOrderIdAsync(order.Id);
        if (payments.FirstOrDefault(one => one.Status == GlaseInvoiceStatus.Paid && PaymentSettler.IsPaidWith(one, order)) is not { } payment)
            return new RefundPaymentResult { Errors = [WhyNoPayment(payments)] };

        // An order may come to fractions of what Glase can refund, where the shop does not round: the rest of it goes with the last
        // refund.
        var rest = order.OrderTotal - order.RefundedAmount;
        var roundedRest = CurrencyDecimals.Round(rest, payment.CurrencyCode);
        var isRest = request.AmountToRefund == rest || request.AmountToRefund == roundedRest;
        var amount = isRest ? roundedRest : request.AmountToRefund;
        var orderAmount = isRest ? rest : request.AmountToRefund;

        var refund = await _refunder.RefundAsync(payment, new RefundRequest(amount, await TitleAsync(order))
        {
            OrderAmount = orderAmount,
            ShownBefore = order.RefundedAmount
        });
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
    public Task<RefundResult> RefundBeyondOrderAsync(int paymentId, decimal amount, decimal refundedBefore)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            var order = await _stored.GetOrderAsync(payment.OrderId);
            var sums = await GetSumsAsync(payment);
            var most = sums.BeyondOrder(order);
            if (sums.Refunded != refundedBefore)
                return new RefundResult(GlaseRefundStatus.Refused, null,
                    $"Glase has refunded {Text(sums.Refunded, payment)} of this payment by now. Load the order again and check.");
            if (order is null || amount > most)
                return new RefundResult(GlaseRefundStatus.Refused, null,
                    $"At most {Text(most, payment)} can be refunded here. Refund the rest with the order's own buttons.");

            var refund = await _refunder.RefundAsync(payment, new RefundRequest(amount, await TitleAsync(order))
            {
                OrderAmount = 0,
                RefundedBefore = refundedBefore
            });
            await AddNoteAsync(order.Id, amount, payment, refund, order);
            if (refund.Status == GlaseRefundStatus.Succeeded)
                await _bookkeeper.BookAsync(paymentId);
            return refund;
        });
    }

    private static string WhyNoPayment(IEnumerable<GlaseInvoice> payments)
    {
        return payments.FirstOrDefault(payment => payment.PaidOnUtc is not null) switch
        {
            null => "No Glase payment of this order is known, so there is nothing to refund.",
            { Status: GlaseInvoiceStatus.Refunded } payment => $"{NotThis(payment)} It was refunded in full before.",
            { } payment => $"{NotThis(payment)} Nothing of it was refunded. To refund it, decide so in the card \"Glase payment\" of this " +
                $"order, or on the page of Glase payment #{payment.Id}."
        };
    }

    private static string NotThis(GlaseInvoice payment)
    {
        return $"This order was not paid with Glase's payment {payment.ErsReference} of {Text(payment.PaidAmount ?? payment.Amount, payment)}" +
            ", but in another way: give the money back in the way it came, and use nopCommerce's \"Refund (offline)\".";
    }

    private async Task<string> TitleAsync(Order order)
    {
        return string.Format(CultureInfo.InvariantCulture,
            await _localizationService.GetShopperTextAsync(GlaseDefaults.ResourcePrefix + ".Refund.Title", order.CustomerLanguageId),
            order.CustomOrderNumber);
    }

    private async Task<RefundSums> GetSumsAsync(GlaseInvoice payment)
    {
        return RefundSums.Of(payment, await _refundService.GetByInvoiceIdAsync(payment.Id));
    }

    // What is still to be added to the order is what nopCommerce is about to book.
    private async Task AddNoteAsync(int orderId, decimal amount, GlaseInvoice payment, RefundResult refund, Order order = null,
        decimal toBeBooked = 0)
    {
        var text = Text(amount, payment);
        await _notes.AddAsync(orderId, refund.Status switch
        {
            GlaseRefundStatus.Succeeded when refund.Reference is null => $"Glase: {text} refunded.{await RestAsync(payment, order, toBeBooked)}",
            GlaseRefundStatus.Succeeded => $"Glase: {text} refunded, reference {refund.Reference}.{await RestAsync(payment, order, toBeBooked)}",
            GlaseRefundStatus.Unknown => $"Glase: a refund of {text} was sent. {refund.Error}",
            _ => $"Glase: {text} was not refunded. {refund.Error}"
        });
    }

    private async Task<string> RestAsync(GlaseInvoice payment, Order order, decimal toBeBooked)
    {
        var sums = await GetSumsAsync(payment);
        if (sums.Left == 0)
            return "";

        var rest = $" {Text(sums.Left, payment)} of the payment is left";
        var onOrder = CurrencyDecimals.Round(Math.Max(0, order.OrderTotal - order.RefundedAmount - toBeBooked), payment.CurrencyCode);
        return sums.Left > onOrder
            ? $"{rest}, {Text(sums.Left - onOrder, payment)} of it beyond the order's total: refund that in the card \"Glase payment\"."
            : rest + ".";
    }

    private static string Text(decimal amount, GlaseInvoice payment)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {payment.MoneyCurrencyCode}");
    }
}
