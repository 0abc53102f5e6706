using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Determines whether the payment link of an order is offered: on its pages, in its emails, and to admins.
/// </summary>
public class OrderLinkOffer(OrderLinks links, PaymentStore paymentStore)
{
    /// <summary>
    /// Gets the payment link of an order.
    /// </summary>
    /// <returns>
    /// The link; null when the order cannot be paid with Glase, or not any more, when a payment was made for it that is still to be applied,
    /// refunded or decided about, and when its store has no address
    /// </returns>
    public async Task<string> FindUrlAsync(Order order)
    {
        return OrderPayability.CanBePaidByLink(order) && await IsPaymentExpectedAsync(order)
            ? await links.GetUrlAsync(order.OrderGuid, order.StoreId)
            : null;
    }

    /// <summary>
    /// Gets whether the customer may be asked to pay an order that is not paid; not while a payment that was made for it is still to be
    /// applied, refunded or decided about.
    /// </summary>
    public async Task<bool> IsPaymentExpectedAsync(Order order)
    {
        return await paymentStore.GetByOrderIdAsync(order.Id) is not { IsUnapplied: true };
    }
}
