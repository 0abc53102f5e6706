using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Reports unpaid orders whose cancellation was interrupted after nopCommerce had stored their status: nopCommerce cancels no order twice, so that an
/// admin has to check what it returns.
/// </summary>
/// <remarks>
/// nopCommerce stores first that an order is cancelled. Then it sends the email and returns reward points, gift cards and stock, one after the other.
/// </remarks>
public class InterruptedCancellationSweep(OrderCancellationStore cancellations, DistributedLock locks, UncachedEntityReader entityReader,
    OrderNotes notes, ILogger logger, FailureLog failureLog) : IRecoveryStep
{
    private const int BatchSize = 100;

    private const string Note = "Glase: the shop was interrupted while it cancelled this order. Check whether nopCommerce has returned everything: the stock of " +
        "each product (see its stock quantity history), the reward points and the gift cards that were used.";

    /// <inheritdoc />
    public string Name => "reporting interrupted cancellations";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken)
    {
        return new BatchLoop<GlaseOrderCancellation>
        {
            ReadAsync = last => cancellations.GetIncompleteAsync(last?.Id ?? 0, BatchSize),
            HandleAsync = CheckAsync,
            ReportAsync = (row, exception) => failureLog.WarningAsync($"cancellation of order {row.OrderId}",
                $"Order {row.OrderId}: whether its cancellation was interrupted could not be checked.", exception)
        }.RunAsync(cancellationToken);
    }

    private Task CheckAsync(GlaseOrderCancellation row)
    {
        return locks.RunAsync(CheckoutKeys.ForOrder(row.OrderId), async () =>
        {
            if (!await cancellations.IsIncompleteAsync(row.OrderId))
                return;

            var order = await entityReader.GetOrderAsync(row.OrderId);
            // One that is still pending is cancelled again, unless it is paid first.
            if (order is { OrderStatus: OrderStatus.Pending, PaymentStatus: PaymentStatus.Pending, Deleted: false })
                return;
            if (order is { OrderStatus: OrderStatus.Cancelled } && await notes.AddOnceAsync(order.Id, Note))
                await logger.LogErrorAsync($"Order {order.CustomOrderNumber}: its cancellation was interrupted. A note on it says what to check.");
            await cancellations.EndAsync(row.OrderId);
        });
    }
}
