using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Counts payments and refunds. The database counts payments; refunds, of which a day has few, are counted here.
/// </summary>
public class PaymentStatistics(IRepository<GlasePayment> payments, IRepository<GlaseRefund> refunds)
{
    private const int BatchSize = 500;
    private const int MinutesOfQuarter = 15;

    /// <summary>
    /// Gets what was paid within a time, by currency: what Glase said, or else what the invoice asked for. Payments that were refunded later count.
    /// </summary>
    /// <param name="fromUtc">Its beginning (UTC)</param>
    /// <param name="beforeUtc">Its end (UTC), which is not part of it</param>
    public async Task<IReadOnlyList<PaymentTotal>> GetPaidAsync(DateTime fromUtc, DateTime beforeUtc)
    {
        var totals = await payments.Table
            .Where(payment => payment.PaidOnUtc >= fromUtc && payment.PaidOnUtc < beforeUtc)
            .Select(payment => new
            {
                payment.PaidCurrencyCode,
                payment.CurrencyCode,
                payment.PaidAmount,
                payment.Amount,
                IsKnown = payment.PaidAmount != null ? 1 : 0
            })
            .GroupBy(row => new { row.PaidCurrencyCode, row.CurrencyCode, row.IsKnown })
            .Select(group => new { group.Key, Count = group.Count(), Paid = group.Sum(row => row.PaidAmount), Invoiced = group.Sum(row => row.Amount) })
            .ToListAsync();
        return Merge(totals.Select(total => new PaymentTotal(total.Key.PaidCurrencyCode ?? total.Key.CurrencyCode, total.Count,
            total.Key.IsKnown == 1 ? total.Paid ?? 0 : total.Invoiced)));
    }

    /// <summary>
    /// Gets what waits for its payer, by currency.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC): payments whose time is over do not count</param>
    public async Task<IReadOnlyList<PaymentTotal>> GetWaitingAsync(DateTime nowUtc)
    {
        var totals = await WaitingOf(payments.Table, nowUtc)
            .GroupBy(payment => payment.CurrencyCode)
            .Select(group => new { group.Key, Count = group.Count(), Amount = group.Sum(payment => payment.Amount) })
            .ToListAsync();
        return Merge(totals.Select(total => new PaymentTotal(total.Key, total.Count, total.Amount)));
    }

    /// <summary>
    /// Gets what was refunded within a time, by currency: how many payments, and the sum of their refunds.
    /// </summary>
    /// <param name="fromUtc">Its beginning (UTC)</param>
    /// <param name="beforeUtc">Its end (UTC), which is not part of it</param>
    public async Task<IReadOnlyList<PaymentTotal>> GetRefundedAsync(DateTime fromUtc, DateTime beforeUtc)
    {
        var made = await MadeWithin(refunds.Table, fromUtc, beforeUtc)
            .Select(refund => new { refund.PaymentId, refund.Amount })
            .ToListAsync();
        var currencies = new Dictionary<int, string>();
        foreach (var batch in made.Select(refund => refund.PaymentId).Distinct().Chunk(BatchSize))
        {
            var rows = await payments.Table.Where(payment => batch.Contains(payment.Id))
                .Select(payment => new { payment.Id, payment.PaidCurrencyCode, payment.CurrencyCode })
                .ToListAsync();
            foreach (var row in rows)
                currencies[row.Id] = row.PaidCurrencyCode ?? row.CurrencyCode;
        }

        return Merge(made.Where(refund => currencies.ContainsKey(refund.PaymentId))
            .GroupBy(refund => refund.PaymentId)
            .Select(group => new PaymentTotal(currencies[group.Key], 1, group.Sum(refund => refund.Amount))));
    }

    /// <summary>
    /// Gets the codes that shoppers were shown since a time, by quarters of an hour: time zones differ by these at the least.
    /// </summary>
    /// <param name="fromUtc">The time (UTC)</param>
    public async Task<IReadOnlyList<IssuedCodes>> GetIssuedCodesAsync(DateTime fromUtc)
    {
        var quarters = await payments.Table
            .Where(payment => payment.CreatedOnUtc >= fromUtc && payment.InvoiceReference != null)
            .Select(payment => new
            {
                payment.CreatedOnUtc.Year,
                payment.CreatedOnUtc.Month,
                payment.CreatedOnUtc.Day,
                payment.CreatedOnUtc.Hour,
                Quarter = payment.CreatedOnUtc.Minute < MinutesOfQuarter ? 0
                    : payment.CreatedOnUtc.Minute < 2 * MinutesOfQuarter ? 1
                    : payment.CreatedOnUtc.Minute < 3 * MinutesOfQuarter ? 2 : 3,
                Paid = payment.PaidOnUtc != null ? 1 : 0
            })
            .GroupBy(row => new { row.Year, row.Month, row.Day, row.Hour, row.Quarter })
            .Select(group => new { group.Key, Count = group.Count(), Paid = group.Sum(row => row.Paid) })
            .ToListAsync();
        return
        [
            .. quarters.Select(row => new IssuedCodes(
                new DateTime(row.Key.Year, row.Key.Month, row.Key.Day, row.Key.Hour, row.Key.Quarter * MinutesOfQuarter, 0, DateTimeKind.Utc),
                row.Count, row.Paid))
        ];
    }

    /// <summary>
    /// Gets which payments wait for their payer.
    /// </summary>
    internal static IQueryable<GlasePayment> WaitingOf(IQueryable<GlasePayment> payments, DateTime nowUtc)
    {
        var open = GlasePayment.OpenStatusIds;
        return payments.Where(payment => open.Contains(payment.StatusId) && payment.ExpiresOnUtc >= nowUtc);
    }

    /// <summary>
    /// Gets which refunds were made within a time.
    /// </summary>
    internal static IQueryable<GlaseRefund> MadeWithin(IQueryable<GlaseRefund> refunds, DateTime fromUtc, DateTime beforeUtc)
    {
        const int succeeded = (int)GlaseRefundStatus.Succeeded;
        return refunds.Where(refund => refund.StatusId == succeeded && refund.CreatedOnUtc >= fromUtc && refund.CreatedOnUtc < beforeUtc);
    }

    private static List<PaymentTotal> Merge(IEnumerable<PaymentTotal> totals)
    {
        return
        [
            .. totals.GroupBy(total => total.CurrencyCode.ToUpperInvariant())
                .Select(group => new PaymentTotal(group.Key, group.Sum(total => total.Count), group.Sum(total => total.Amount)))
                .OrderByDescending(total => total.Count)
                .ThenBy(total => total.CurrencyCode, StringComparer.Ordinal)
        ];
    }
}
