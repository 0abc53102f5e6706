using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Records on an order what Glase has refunded already, as nopCommerce records refunds that were made elsewhere: no money moves.
/// </summary>
public class OfflineRefundRecorder(IOrderProcessingService orderProcessingService, StoreOrderProcessing orderProcessing, OrderNotes notes,
    IOrderService orderService)
{
    /// <summary>
    /// Records a refund, or notes on the order why it cannot be recorded.
    /// </summary>
    /// <param name="order">The order</param>
    /// <param name="amount">How much was refunded that the order does not show</param>
    /// <param name="currencyCode">The amount's currency</param>
    /// <returns>Whether the order shows it now</returns>
    public async Task<bool> TryRecordAsync(Order order, decimal amount, string currencyCode)
    {
        if (amount == order.OrderTotal && orderProcessingService.CanRefundOffline(order))
        {
            await orderProcessing.RunAsync(order, processing => processing.RefundOfflineAsync(order));
            return true;
        }

        if (orderProcessingService.CanPartiallyRefundOffline(order, amount))
        {
            await orderProcessing.RunAsync(order, processing => processing.PartiallyRefundOfflineAsync(order, amount));
            return true;
        }

        var text = CurrencyDecimals.Format(amount, currencyCode);
        await notes.AddOnceAsync(order.Id, $"Glase: {text} was refunded but is not shown on this order. It cannot be recorded, because the " +
            $"order's payment is {order.PaymentStatus}.");
        return false;
    }

    /// <summary>
    /// Marks an order as refunded in full: what is below the smallest amount that Glase refunds goes with the last refund.
    /// </summary>
    /// <param name="order">The order</param>
    public async Task MarkRefundedAsync(Order order)
    {
        order.RefundedAmount = Math.Max(order.RefundedAmount, order.OrderTotal);
        order.PaymentStatus = PaymentStatus.Refunded;
        await orderService.UpdateOrderAsync(order);
        await notes.AddOnceAsync(order.Id, "Glase: the payment was refunded in full, so the order is marked as refunded.");
    }
}
