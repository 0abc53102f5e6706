using System.Linq.Expressions;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Claims a payment for exactly one order, enforced by unique indexes. This is the last guard if a lock fails.
/// </summary>
/// <remarks>It remembers which rows are its own, so it belongs to one request.</remarks>
public class OrderPaymentClaims(INopDataProvider dataProvider, IOrderService orderService,
    IRepository<GlaseOrderPaymentClaim> repository, TimeProvider timeProvider)
{
    private readonly Dictionary<int, GlaseOrderPaymentClaim> _ownClaims = [];

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Claims a payment for an order, before the order is saved or marked as paid with it.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="orderGuid">The order</param>
    /// <param name="isUnderLock">
    /// Whether the caller holds the payment's lock until the order is placed or marked as paid
    /// </param>
    /// <param name="capturedOnUtc">When a reservation was captured (UTC): what was claimed before only authorized the order</param>
    /// <returns>
    /// Whether the caller may go on. Not when the payment was claimed for another order, or the order to another payment; nor
    /// when somebody else is about to do the same, unless that one did not come back within
    /// <see cref="GlaseDefaults.PlacementGracePeriod"/>, or <see cref="GlaseDefaults.LockedWorkGracePeriod"/> where it had the lock and
    /// the order is saved
    /// </returns>
    public async Task<bool> TryClaimAsync(int paymentId, Guid orderGuid, bool isUnderLock, DateTime? capturedOnUtc = null)
    {
        if (await TryInsertAsync(paymentId, orderGuid, isUnderLock))
            return true;

        foreach (var existing in await FindAsync(paymentId, orderGuid))
        {
            if (!await CanTakeOverAsync(existing, paymentId, orderGuid, capturedOnUtc) || !await TryDeleteAsync(existing))
                return false;
        }

        return await TryInsertAsync(paymentId, orderGuid, isUnderLock);
    }

    /// <summary>
    /// Claims a payment for no order, so that none can be paid with it while it is reversed.
    /// </summary>
    /// <returns>
    /// Whether the caller may refund it; not when somebody else is about to pay an order with it, or to refund it too
    /// </returns>
    public async Task<bool> TryClaimForReversalAsync(int paymentId)
    {
        return await TryReleaseAsync(paymentId, _ => Task.FromResult(true)) && await TryClaimAsync(paymentId, Guid.NewGuid(), isUnderLock: false);
    }

    /// <summary>
    /// Releases the claim of a payment that is the caller's, or was abandoned.
    /// </summary>
    /// <returns>Whether the payment has no claim now; not when another caller is about to pay an order with it, or has paid one</returns>
    public Task<bool> TryReleaseAsync(int paymentId)
    {
        return TryReleaseAsync(paymentId, HasNoOrderAsync);
    }

    /// <summary>
    /// Releases every claim of a payment, because it was refunded.
    /// </summary>
    public Task ReleaseAsync(int paymentId)
    {
        ForgetOwn(claim => claim.PaymentId == paymentId);
        return DeleteAsync(claim => claim.PaymentId == paymentId);
    }

    /// <summary>
    /// Gets whether somebody else, who may not hold the payment's lock, may be placing its order. To be called with the lock held.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="order">The order that is there</param>
    public async Task<bool> IsBeingPlacedAsync(int paymentId, Order order)
    {
        var isUnderLock = (await FindAsync(paymentId)).Any(claim => claim.IsUnderLock && !IsOwn(claim));
        return order.CreatedOnUtc + GetGracePeriod(isUnderLock) > Now;
    }

    /// <summary>
    /// Gets whether somebody else is paying an order that is saved with a payment right now. To be called with the lock held.
    /// </summary>
    public async Task<bool> IsClaimedByAnotherAsync(int paymentId)
    {
        // A payment has one claim. Nobody takes that of the caller over while it is fresh.
        if (IsClaimedHere(paymentId))
            return false;
        return (await FindAsync(paymentId)).Any(claim => !IsOwn(claim) && !IsAbandoned(claim));
    }

    /// <summary>
    /// Gets whether this request has claimed a payment, so shortly ago that nobody takes the claim over.
    /// </summary>
    internal bool IsClaimedHere(int paymentId)
    {
        lock (_ownClaims)
            return _ownClaims.Values.Any(claim => claim.PaymentId == paymentId && !IsAbandoned(claim));
    }

    /// <summary>
    /// Gets whether another payment was claimed for an order for good, so that this one cannot be.
    /// </summary>
    public async Task<bool> IsOrderClaimedByAnotherPaymentAsync(int paymentId, Guid orderGuid)
    {
        return (await FindAsync(paymentId, orderGuid)).Any(claim => claim.PaymentId != paymentId && IsStale(claim));
    }

    private async Task<bool> TryReleaseAsync(int paymentId, Func<GlaseOrderPaymentClaim, Task<bool>> isFree)
    {
        foreach (var existing in await FindAsync(paymentId))
        {
            var mayTake = IsOwn(existing) || IsStale(existing) && await isFree(existing);
            if (!mayTake || !await TryDeleteAsync(existing))
                return false;
        }

        return true;
    }

    // How many rows this one statement deleted says who was faster. The repository's own would read the table in a serializable
    // transaction, which PostgreSQL ends with an error while other payments' rows are written.
    private Task<int> DeleteAsync(Expression<Func<GlaseOrderPaymentClaim, bool>> predicate)
    {
        return DatabaseRetry.RunAsync(() => dataProvider.BulkDeleteEntitiesAsync(predicate));
    }

    // Indexes admit one claim of a payment and one of an order.
    private async Task<bool> TryInsertAsync(int paymentId, Guid orderGuid, bool isUnderLock)
    {
        var claim = new GlaseOrderPaymentClaim { PaymentId = paymentId, OrderGuid = orderGuid, ClaimedOnUtc = Now, IsUnderLock = isUnderLock };
        if (!await DatabaseRetry.TryInsertAsync(() => repository.InsertAsync(claim, publishEvent: false),
            async () => (await FindAsync(paymentId, orderGuid)).Any()))
            return false;

        lock (_ownClaims)
            _ownClaims[claim.Id] = claim;
        return true;
    }

    private bool IsOwn(GlaseOrderPaymentClaim claim)
    {
        lock (_ownClaims)
            return _ownClaims.ContainsKey(claim.Id);
    }

    private void ForgetOwn(Func<GlaseOrderPaymentClaim, bool> predicate)
    {
        lock (_ownClaims)
        {
            foreach (var claim in _ownClaims.Values.Where(predicate).ToList())
                _ownClaims.Remove(claim.Id);
        }
    }

    private async Task<bool> TryDeleteAsync(GlaseOrderPaymentClaim existing)
    {
        ForgetOwn(claim => claim.Id == existing.Id);
        return await DeleteAsync(claim => claim.Id == existing.Id) > 0;
    }

    private bool IsStale(GlaseOrderPaymentClaim claim)
    {
        return claim.ClaimedOnUtc + GlaseDefaults.PlacementGracePeriod <= Now;
    }

    // Only of an order that is saved: to complete it once more adds no order. Before that, a process that was suspended for longer than its
    // lock would still save the order when it goes on, beside the one that was placed meanwhile.
    private bool IsAbandoned(GlaseOrderPaymentClaim claim)
    {
        return claim.ClaimedOnUtc + GetGracePeriod(claim.IsUnderLock) <= Now;
    }

    private static TimeSpan GetGracePeriod(bool isUnderLock)
    {
        return isUnderLock ? GlaseDefaults.LockedWorkGracePeriod : GlaseDefaults.PlacementGracePeriod;
    }

    private Task<IList<GlaseOrderPaymentClaim>> FindAsync(int paymentId)
    {
        return repository.GetAllAsync(query => query.Where(claim => claim.PaymentId == paymentId));
    }

    private Task<IList<GlaseOrderPaymentClaim>> FindAsync(int paymentId, Guid orderGuid)
    {
        return repository.GetAllAsync(query => query
            .Where(claim => claim.PaymentId == paymentId || claim.OrderGuid == orderGuid));
    }

    private async Task<bool> CanTakeOverAsync(GlaseOrderPaymentClaim existing, int paymentId, Guid orderGuid, DateTime? capturedOnUtc)
    {
        if (existing.PaymentId != paymentId)
            return false;
        // What authorized the order does not stand in the way of what pays it.
        if (existing.OrderGuid == orderGuid && existing.ClaimedOnUtc < capturedOnUtc)
            return true;
        if (existing.OrderGuid == orderGuid && IsAbandoned(existing) && !await HasNoOrderAsync(existing))
            return true;
        return IsStale(existing) && (existing.OrderGuid == orderGuid || await HasNoOrderAsync(existing));
    }

    // An order of another method may have the GUID that was meant for the one to be paid.
    private async Task<bool> HasNoOrderAsync(GlaseOrderPaymentClaim claim)
    {
        var order = await orderService.GetOrderByGuidAsync(claim.OrderGuid);
        return order?.PaymentMethodSystemName != GlaseDefaults.SystemName;
    }
}
