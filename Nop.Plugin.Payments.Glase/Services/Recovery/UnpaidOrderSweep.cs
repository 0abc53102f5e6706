using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Cancels pending orders whose time to pay is over, in all stores whose owner wants that.
/// </summary>
/// <remarks>
/// It starts from the orders, so that it does not matter how their invoices ended, whether there ever was one, and whether a
/// process died before the order was cancelled.
/// </remarks>
public class UnpaidOrderSweep(GlaseConnectionProvider connections, FailureLog failureLog, IOrderService orderService,
    IStoreService storeService, TimeProvider timeProvider, UnpaidOrderCanceller canceller) : IRecoveryStep
{
    private const int BatchSize = 100;

    // A database or its driver may cut times to milliseconds.
    private static readonly TimeSpan _precision = TimeSpan.FromMilliseconds(1);

    /// <inheritdoc />
    public string Name => "cancelling unpaid orders";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var store in await storeService.GetAllStoresAsync())
        {
            var settings = await connections.GetSettingsAsync(store.Id);
            if (settings.CancelUnpaidOrders)
                await CancelAsync(store.Id, TimeSpan.FromMinutes(settings.PaymentWindowMinutes), cancellationToken);
        }
    }

    private Task CancelAsync(int storeId, TimeSpan paymentWindow, CancellationToken cancellationToken)
    {
        var latest = timeProvider.GetUtcNow().UtcDateTime - paymentWindow;
        return new BatchLoop<Order>
        {
            ReadAsync = last => GetPendingAsync(storeId, last?.CreatedOnUtc + _precision ?? latest),
            HandleAsync = canceller.CancelUnlessPayableAsync,
            ReportAsync = (order, exception) => failureLog.WarningAsync($"unpaid order {order.Id}",
                $"Order {order.CustomOrderNumber} was not paid with Glase in time, but could not be cancelled, or only in part.", exception)
        }.RunAsync(cancellationToken);
    }

    // The newest come first. Some stay pending, those that an admin re-opened, say: each batch goes on from the last of the one before.
    private async Task<IList<Order>> GetPendingAsync(int storeId, DateTime latest)
    {
        return await orderService.SearchOrdersAsync(
            storeId: storeId,
            paymentMethodSystemName: GlaseDefaults.SystemName,
            createdToUtc: latest,
            osIds: [(int)OrderStatus.Pending],
            psIds: [(int)PaymentStatus.Pending],
            pageSize: BatchSize);
    }
}
