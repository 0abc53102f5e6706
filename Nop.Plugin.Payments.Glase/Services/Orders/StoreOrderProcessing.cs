using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Lets nopCommerce process an order by the settings of the order's store.
/// </summary>
/// <remarks>
/// nopCommerce takes the settings of the current request's store, whichever store the order is of: whether a cancelled order returns gift cards, and
/// whether a paid one earns reward points. The scheduled task and an admin are in one store only.
/// </remarks>
public class StoreOrderProcessing(IOrderProcessingService orderProcessingService, StoreRequestScope scope)
{
    /// <summary>
    /// Processes an order.
    /// </summary>
    /// <param name="order">The order</param>
    /// <param name="action">What nopCommerce is to do; the locks that the caller holds are held by it too</param>
    public async Task RunAsync(Order order, Func<IOrderProcessingService, Task> action)
    {
        if (!await scope.TryRunAsync(order.StoreId, services => action(services.GetRequiredService<IOrderProcessingService>())))
            await action(orderProcessingService);
    }
}
