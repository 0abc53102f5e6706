using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Services.Localization;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Applies nopCommerce's check of the time between two orders of a shopper.
/// </summary>
public class OrderIntervalValidator(ILocalizationService localizationService, IRepository<Order> orderRepository,
    OrderSettings orderSettings, TimeProvider timeProvider)
{
    /// <summary>
    /// Finds what prevents the order.
    /// </summary>
    /// <param name="customer">The shopper</param>
    /// <param name="storeId">The store</param>
    /// <returns>The obstacle; null when there is none</returns>
    public async Task<OrderValidationError> ValidateAsync(Customer customer, int storeId)
    {
        if (orderSettings.MinimumOrderPlacementInterval <= 0)
            return null;

        var since = timeProvider.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(orderSettings.MinimumOrderPlacementInterval);
        return await orderRepository.Table.AnyAsync(order => order.CustomerId == customer.Id && order.StoreId == storeId
                && !order.Deleted && order.CreatedOnUtc >= since)
            ? new OrderValidationError([await localizationService.GetResourceAsync("Checkout.MinOrderPlacementInterval")],
                OrderErrorRemedy.Wait)
            : null;
    }
}
