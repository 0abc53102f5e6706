using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunding;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// Finds the shop's own payments and refunds that a period's report is compared with.
/// </summary>
public class OwnTransactions
{
    private const int BatchSize = 500;
    private const int MostUndecided = 200;

    private readonly GlaseRefundService _refundService;
    private readonly IRepository<GlaseInvoice> _invoices;
    private readonly IRepository<GlaseRefund> _refunds;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OwnTransactions(GlaseRefundService refundService, IRepository<GlaseInvoice> invoices, IRepository<GlaseRefund> refunds,
        TimeProvider timeProvider)
    {
        _refundService = refundService;
        _invoices = invoices;
        _refunds = refunds;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Gets the payments and refunds of some references, of all stores.
    /// </summary>
    public async Task<IReadOnlyList<OwnTransaction>> GetByReferencesAsync(IEnumerable<string> references)
    {
        var found = new List<OwnTransaction>();
        foreach (var some in references.Distinct(StringComparer.Ordinal).Chunk(BatchSize))
        {
            var payments = await _invoices.GetAllAsync(query => query.Where(payment => some.Contains(payment.ErsReference)));
            found.AddRange(payments.Select(Of));
            found.AddRange(await OfAsync(await _refunds.GetAllAsync(query => query
                .Where(refund => some.Contains(refund.ErsReference)))));
        }

        return found;
    }

    /// <summary>
    /// Gets the payments of an account that were paid within a period, and its refunds that were asked for then and made.
    /// </summary>
    public async Task<IReadOnlyList<OwnTransaction>> GetByTimeAsync(ReportingAccount account, PeriodBounds bounds)
    {
        int[] storeIds = [.. account.StoreIds];
        var from = bounds.StartUtc ?? DateTime.UnixEpoch;
        var until = bounds.EndUtc;
        const int succeeded = (int)GlaseRefundStatus.Succeeded;
        var payments = await _invoices.GetAllAsync(query => query
            .Where(payment => payment.PaidOnUtc >= from && payment.PaidOnUtc <= until && payment.ErsReference != null
                && storeIds.Contains(payment.StoreId)));
        var refunds = await _refunds.GetAllAsync(query => query
            .Where(refund => refund.CreatedOnUtc >= from && refund.CreatedOnUtc <= until && refund.StatusId == succeeded));
        return [.. payments.Select(Of), .. await OfAsync(refunds, account)];
    }

    /// <summary>
    /// Gets the refunds of an account whose outcome nobody knows, the oldest first.
    /// </summary>
    public async Task<IReadOnlyList<UndecidedRefund>> GetUndecidedAsync(ReportingAccount account)
    {
        var refunds = await _refundService.GetUndecidedAsync(_timeProvider.GetUtcNow().UtcDateTime, MostUndecided);
        return
        [
            .. (await OfAsync(refunds, account)).Select(own => new UndecidedRefund(own.RefundId.Value, own.PaymentId, own.OrderId,
                -own.Amount, own.CurrencyCode, own.TimeUtc))
        ];
    }

    // Refunds know their store and currency by their payment.
    private async Task<List<OwnTransaction>> OfAsync(IEnumerable<GlaseRefund> refunds, ReportingAccount account = null)
    {
        var found = new List<OwnTransaction>();
        foreach (var some in refunds.Chunk(BatchSize))
        {
            int[] ids = [.. some.Select(refund => refund.InvoiceId).Distinct()];
            var payments = (await _invoices.GetAllAsync(query => query.Where(payment => ids.Contains(payment.Id))))
                .Where(payment => account is null || account.StoreIds.Contains(payment.StoreId))
                .ToDictionary(payment => payment.Id);
            found.AddRange(some.Where(refund => payments.ContainsKey(refund.InvoiceId))
                .Select(refund => Of(refund, payments[refund.InvoiceId])));
        }

        return found;
    }

    private static OwnTransaction Of(GlaseInvoice payment)
    {
        return new OwnTransaction(payment.Id, null, payment.OrderId, payment.ErsReference, payment.PaidAmount ?? payment.Amount,
            payment.MoneyCurrencyCode, payment.PaidOnUtc ?? payment.CreatedOnUtc);
    }

    private static OwnTransaction Of(GlaseRefund refund, GlaseInvoice payment)
    {
        return new OwnTransaction(payment.Id, refund.Id, payment.OrderId, refund.ErsReference, -refund.Amount,
            payment.MoneyCurrencyCode, refund.CreatedOnUtc);
    }
}
