using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Records which unpaid orders the shop cancelled automatically and which an admin re-opened: each is cancelled at most once.
/// </summary>
public class OrderCancellationStore(IRepository<GlaseOrderCancellation> repository, TimeProvider timeProvider)
{
    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Records that the caller is about to cancel an order.
    /// </summary>
    /// <returns>Whether it may; not when the order was cancelled before, or re-opened</returns>
    public async Task<bool> TryBeginAsync(int orderId)
    {
        if (await FindAsync(orderId) is { } existing)
            return existing.CompletedOnUtc is null;

        await repository.InsertAsync(new GlaseOrderCancellation { OrderId = orderId, CreatedOnUtc = Now }, publishEvent: false);
        return true;
    }

    /// <summary>
    /// Records that an order was cancelled, or that an admin re-opened it: from now on the shop does not cancel it.
    /// </summary>
    public async Task EndAsync(int orderId)
    {
        if (await FindAsync(orderId) is { } existing)
        {
            existing.CompletedOnUtc ??= Now;
            await repository.UpdateAsync(existing, publishEvent: false);
            return;
        }

        await repository.InsertAsync(new GlaseOrderCancellation { OrderId = orderId, CreatedOnUtc = Now, CompletedOnUtc = Now },
            publishEvent: false);
    }

    private async Task<GlaseOrderCancellation> FindAsync(int orderId)
    {
        return (await repository.GetAllAsync(query => query.Where(entry => entry.OrderId == orderId))).FirstOrDefault();
    }
}
