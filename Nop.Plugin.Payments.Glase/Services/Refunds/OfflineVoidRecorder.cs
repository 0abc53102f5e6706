using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Voids the payment of an authorized order whose reservation is over: nothing is released any more.
/// </summary>
public class OfflineVoidRecorder(StoreOrderProcessing orderProcessing, IOrderProcessingService orderProcessingService, IOrderService orderService)
{
    /// <summary>
    /// Voids the order's payment. An order with a total of zero, which nopCommerce does not void, gets the status only.
    /// </summary>
    /// <param name="order">An authorized order, as it is stored now</param>
    public async Task RecordAsync(Order order)
    {
        if (orderProcessingService.CanVoidOffline(order))
        {
            await orderProcessing.RunAsync(order, processing => processing.VoidOfflineAsync(order));
            return;
        }

        order.PaymentStatus = PaymentStatus.Voided;
        await orderService.UpdateOrderAsync(order);
    }
}
