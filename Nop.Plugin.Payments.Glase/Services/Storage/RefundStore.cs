using Nop.Core;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Reads and writes refunds.
/// </summary>
public class RefundStore(IRepository<GlaseRefund> repository, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets the refunds of a payment, the oldest first.
    /// </summary>
    public Task<IList<GlaseRefund>> GetByPaymentIdAsync(int paymentId)
    {
        return repository.GetAllAsync(query => query
            .Where(refund => refund.PaymentId == paymentId)
            .OrderBy(refund => refund.Number));
    }

    /// <summary>
    /// Gets a refund as it is stored now; null when there is none.
    /// </summary>
    public async Task<GlaseRefund> GetByIdAsync(int id)
    {
        return (await repository.GetAllAsync(query => query.Where(refund => refund.Id == id))).FirstOrDefault();
    }

    /// <summary>
    /// Gets refunds whose outcome somebody has to find out, the oldest first; see <see cref="GlaseRefund.IsUnresolved"/>.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <param name="count">How many at the most; the page says how many there are</param>
    public Task<IPagedList<GlaseRefund>> GetUnresolvedAsync(DateTime nowUtc, int count)
    {
        const int unknown = (int)GlaseRefundStatus.Unknown;
        const int requested = (int)GlaseRefundStatus.Requested;
        var requestedBefore = nowUtc - GlaseDefaults.RefundResponseGracePeriod;
        return repository.GetAllPagedAsync(query => query
            .Where(refund => refund.StatusId == unknown
                || refund.StatusId == requested && refund.CreatedOnUtc < requestedBefore)
            .OrderBy(refund => refund.Id), pageSize: count);
    }

    /// <summary>
    /// Gets refunds that Glase made and that no order was seen to show yet, the oldest first.
    /// </summary>
    /// <param name="madeBeforeUtc">Only those recorded before (UTC), because nopCommerce records them itself unless its process ended</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlaseRefund>> GetUnsyncedAsync(DateTime madeBeforeUtc, int count)
    {
        const int succeeded = (int)GlaseRefundStatus.Succeeded;
        return repository.GetAllAsync(query => query
            .Where(refund => refund.StatusId == succeeded && refund.SyncedToOrderOnUtc == null && refund.CreatedOnUtc < madeBeforeUtc)
            .OrderBy(refund => refund.Id)
            .Take(count));
    }

    /// <summary>
    /// Gets how much of several payments was refunded, by the payment's id; what was not refunded is not there.
    /// </summary>
    public async Task<IDictionary<int, decimal>> GetRefundedAmountsAsync(int[] paymentIds)
    {
        const int succeeded = (int)GlaseRefundStatus.Succeeded;
        var refunds = await repository.GetAllAsync(query => query
            .Where(refund => paymentIds.Contains(refund.PaymentId) && refund.StatusId == succeeded));
        return refunds.GroupBy(refund => refund.PaymentId).ToDictionary(group => group.Key, group => group.Sum(refund => refund.Amount));
    }

    /// <summary>
    /// Gets whether a refund with a reference is known already.
    /// </summary>
    public async Task<bool> HasReferenceAsync(string reference)
    {
        return (await repository.GetAllAsync(query => query.Where(refund => refund.ErsReference == reference).Take(1))).Any();
    }

    /// <summary>
    /// Gets whether money of a payment went back, or may have: such a payment pays no order any more.
    /// </summary>
    public async Task<bool> MayHaveMovedMoneyAsync(int paymentId)
    {
        return (await GetByPaymentIdAsync(paymentId)).Any(refund => refund.Status != GlaseRefundStatus.Refused);
    }

    /// <summary>
    /// Records the next refund of a payment before it is sent.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="earlier">How many refunds of it the caller has seen</param>
    /// <param name="amounts">How much</param>
    /// <returns>The refund; null when somebody else has recorded one meanwhile</returns>
    public async Task<GlaseRefund> TryRecordAsync(int paymentId, int earlier, RefundAmounts amounts)
    {
        var refund = GlaseRefund.Request(paymentId, earlier + 1, amounts, timeProvider.GetUtcNow().UtcDateTime);
        return await DatabaseRetry.TryInsertAsync(() => repository.InsertAsync(refund, publishEvent: false),
            async () => (await GetByPaymentIdAsync(paymentId)).Count > earlier)
            ? refund
            : null;
    }

    /// <summary>
    /// Stores what became of a refund. What went wrong is shortened, or written in ASCII, rather than keep the rest from being stored.
    /// </summary>
    /// <param name="locked">The payment that is refunded</param>
    /// <param name="refund">The refund</param>
    /// <exception cref="InvalidOperationException">The lock of the payment was released, or is another payment's</exception>
    public Task UpdateAsync(LockedPayment locked, GlaseRefund refund)
    {
        locked.RequireHeld();
        if (refund.PaymentId != locked.Payment.Id)
            throw new InvalidOperationException("The refund is another payment's.");

        refund.TruncateError();
        return StorableText.SaveAsync(() => DatabaseRetry.RunAsync(() => repository.UpdateAsync(refund, publishEvent: false)),
            StorableText.IsAscii(refund.Error), refund.ReduceErrorToAscii);
    }
}
