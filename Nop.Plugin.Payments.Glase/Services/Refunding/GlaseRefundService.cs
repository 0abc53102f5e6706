using Nop.Core;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Refunding;

/// <summary>
/// Finds and stores refunds.
/// </summary>
public class GlaseRefundService
{
    private readonly IRepository<GlaseRefund> _repository;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public GlaseRefundService(IRepository<GlaseRefund> repository, TimeProvider timeProvider)
    {
        _repository = repository;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Gets the refunds of a payment, the oldest first.
    /// </summary>
    public Task<IList<GlaseRefund>> GetByInvoiceIdAsync(int invoiceId)
    {
        return _repository.GetAllAsync(query => query
            .Where(refund => refund.InvoiceId == invoiceId)
            .OrderBy(refund => refund.Number));
    }

    /// <summary>
    /// Gets a refund as it is stored now; null when there is none.
    /// </summary>
    public async Task<GlaseRefund> GetByIdAsync(int id)
    {
        return (await _repository.GetAllAsync(query => query.Where(refund => refund.Id == id))).FirstOrDefault();
    }

    /// <summary>
    /// Gets refunds whose outcome somebody has to find out, the oldest first; see <see cref="RefundDecisions.IsUndecided"/>.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <param name="count">How many at the most; the page says how many there are</param>
    public Task<IPagedList<GlaseRefund>> GetUndecidedAsync(DateTime nowUtc, int count)
    {
        const int unknown = (int)GlaseRefundStatus.Unknown;
        const int requested = (int)GlaseRefundStatus.Requested;
        var requestedBefore = nowUtc - GlaseDefaults.RefundAnswerPatience;
        return _repository.GetAllPagedAsync(query => query
            .Where(refund => refund.StatusId == unknown
                || refund.StatusId == requested && refund.CreatedOnUtc < requestedBefore)
            .OrderBy(refund => refund.Id), pageSize: count);
    }

    /// <summary>
    /// Gets refunds that Glase made and that no order was seen to show yet, the oldest first.
    /// </summary>
    /// <param name="madeBeforeUtc">Only those recorded before (UTC), because nopCommerce books them itself unless it died</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlaseRefund>> GetUnbookedAsync(DateTime madeBeforeUtc, int count)
    {
        const int succeeded = (int)GlaseRefundStatus.Succeeded;
        return _repository.GetAllAsync(query => query
            .Where(refund => refund.StatusId == succeeded && refund.BookedOnUtc == null && refund.CreatedOnUtc < madeBeforeUtc)
            .OrderBy(refund => refund.Id)
            .Take(count));
    }

    /// <summary>
    /// Gets how much of several payments was refunded, by the payment's id; what was not refunded is not there.
    /// </summary>
    public async Task<IDictionary<int, decimal>> GetRefundedAsync(int[] invoiceIds)
    {
        const int succeeded = (int)GlaseRefundStatus.Succeeded;
        var refunds = await _repository.GetAllAsync(query => query
            .Where(refund => invoiceIds.Contains(refund.InvoiceId) && refund.StatusId == succeeded));
        return refunds.GroupBy(refund => refund.InvoiceId).ToDictionary(group => group.Key, group => group.Sum(refund => refund.Amount));
    }

    /// <summary>
    /// Gets whether a refund with a reference is known already.
    /// </summary>
    public async Task<bool> HasReferenceAsync(string reference)
    {
        return (await _repository.GetAllAsync(query => query.Where(refund => refund.ErsReference == reference).Take(1))).Any();
    }

    /// <summary>
    /// Gets whether money of a payment went back, or may have: such a payment pays no order any more.
    /// </summary>
    public async Task<bool> HasMovedMoneyAsync(int invoiceId)
    {
        return (await GetByInvoiceIdAsync(invoiceId)).Any(refund => refund.Status != GlaseRefundStatus.Refused);
    }

    /// <summary>
    /// Records the next refund of a payment before it is sent.
    /// </summary>
    /// <param name="invoiceId">The payment</param>
    /// <param name="earlier">How many refunds of it the caller has seen</param>
    /// <param name="amount">How much, in the payment's currency</param>
    /// <param name="orderAmount">How much of it the order shows; null for all of it</param>
    /// <returns>The refund; null when somebody else has recorded one meanwhile</returns>
    public async Task<GlaseRefund> TryRecordAsync(int invoiceId, int earlier, decimal amount, decimal? orderAmount = null)
    {
        var refund = new GlaseRefund
        {
            InvoiceId = invoiceId,
            Number = earlier + 1,
            Amount = amount,
            OrderAmount = orderAmount,
            Status = GlaseRefundStatus.Requested,
            CreatedOnUtc = _timeProvider.GetUtcNow().UtcDateTime
        };
        try
        {
            await _repository.InsertAsync(refund, publishEvent: false);
            return refund;
        }
        catch (Exception)
        {
            // Each database has an exception of its own for a doubled key. Anything else is trouble.
            if ((await GetByInvoiceIdAsync(invoiceId)).Count > earlier)
                return null;
            throw;
        }
    }

    /// <summary>
    /// Stores what became of a refund. To be called with the payment's lock held. What went wrong is shortened, or written in
    /// plain characters, rather than keep the rest from being stored.
    /// </summary>
    public Task UpdateAsync(GlaseRefund refund)
    {
        refund.Error = StoredText.Fit(refund.Error, TextLengths.Error);
        return StoredText.SaveAsync(() => _repository.UpdateAsync(refund, publishEvent: false), StoredText.IsPlain(refund.Error),
            () => refund.Error = StoredText.Plain(refund.Error));
    }
}
