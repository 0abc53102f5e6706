using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// Reads the shop's payments and refunds that a period's report is reconciled with.
/// </summary>
public class LocalTransactionReader(RefundStore refundStore, IRepository<GlasePayment> payments,
    IRepository<GlaseRefund> refunds, TimeProvider timeProvider)
{
    private const int BatchSize = 500;
    private const int MaxUnresolved = 200;
    private readonly IRepository<GlasePayment> _payments = payments;
    private readonly IRepository<GlaseRefund> _refunds = refunds;

    /// <summary>
    /// Gets the payments and refunds of some references, of all stores.
    /// </summary>
    public async Task<IReadOnlyList<LocalTransaction>> GetByReferencesAsync(IEnumerable<string> references)
    {
        var found = new List<LocalTransaction>();
        foreach (var some in references.Distinct(StringComparer.Ordinal).Chunk(BatchSize))
        {
            var payments = await _payments.GetAllAsync(query => query.Where(payment => some.Contains(payment.ErsReference)));
            found.AddRange(payments.Select(Of));
            found.AddRange(await OfAsync(await _refunds.GetAllAsync(query => query
                .Where(refund => some.Contains(refund.ErsReference)))));
        }

        return found;
    }

    /// <summary>
    /// Gets the payments of an account that were paid within a period, and its refunds that were asked for then and made.
    /// </summary>
    public async Task<IReadOnlyList<LocalTransaction>> GetByTimeAsync(ReportingAccount account, PeriodBounds bounds)
    {
        int[] storeIds = [.. account.StoreIds];
        var from = bounds.StartUtc ?? DateTime.UnixEpoch;
        var until = bounds.EndUtc;
        const int succeeded = (int)GlaseRefundStatus.Succeeded;
        var payments = await _payments.GetAllAsync(query => query
            .Where(payment => payment.PaidOnUtc >= from && payment.PaidOnUtc <= until && payment.ErsReference != null
                && storeIds.Contains(payment.StoreId)));
        var refunds = await _refunds.GetAllAsync(query => query
            .Where(refund => refund.CreatedOnUtc >= from && refund.CreatedOnUtc <= until && refund.StatusId == succeeded));
        return [.. payments.Select(Of), .. await OfAsync(refunds, account)];
    }

    /// <summary>
    /// Gets the refunds of an account whose outcome nobody knows, the oldest first.
    /// </summary>
    public async Task<IReadOnlyList<UnresolvedRefund>> GetUnresolvedRefundsAsync(ReportingAccount account)
    {
        var refunds = await refundStore.GetUnresolvedAsync(timeProvider.GetUtcNow().UtcDateTime, MaxUnresolved);
        return
        [
            .. (await OfAsync(refunds, account)).Select(local => new UnresolvedRefund(local.RefundId.Value, local.PaymentId, local.OrderId,
                -local.Amount, local.CurrencyCode, local.TimeUtc))
        ];
    }

    // Refunds know their store and currency by their payment.
    private async Task<List<LocalTransaction>> OfAsync(IEnumerable<GlaseRefund> refunds, ReportingAccount account = null)
    {
        var found = new List<LocalTransaction>();
        foreach (var some in refunds.Chunk(BatchSize))
        {
            int[] ids = [.. some.Select(refund => refund.PaymentId).Distinct()];
            var payments = (await _payments.GetAllAsync(query => query.Where(payment => ids.Contains(payment.Id))))
                .Where(payment => account is null || account.StoreIds.Contains(payment.StoreId))
                .ToDictionary(payment => payment.Id);
            found.AddRange(some.Where(refund => payments.ContainsKey(refund.PaymentId))
                .Select(refund => Of(refund, payments[refund.PaymentId])));
        }

        return found;
    }

    private static LocalTransaction Of(GlasePayment payment)
    {
        return new LocalTransaction(payment.Id, null, payment.OrderId, payment.ErsReference, payment.PaidAmount ?? payment.Amount,
            payment.EffectiveCurrencyCode, payment.PaidOnUtc ?? payment.CreatedOnUtc);
    }

    private static LocalTransaction Of(GlaseRefund refund, GlasePayment payment)
    {
        return new LocalTransaction(payment.Id, refund.Id, payment.OrderId, refund.ErsReference, -refund.Amount,
            payment.EffectiveCurrencyCode, refund.CreatedOnUtc);
    }
}
