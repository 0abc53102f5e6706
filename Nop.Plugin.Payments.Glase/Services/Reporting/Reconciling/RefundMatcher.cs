using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// Matches reported refunds to refunds with an unknown outcome: same amount, and unambiguous.
/// </summary>
public static class RefundMatcher
{
    /// <summary>
    /// Finds them.
    /// </summary>
    /// <param name="unmatched">What the period's report lists and the shop does not know</param>
    /// <param name="undecided">The refunds whose outcome is unknown, of all times</param>
    /// <param name="withoutReference">The shop's own refunds that were made under a reference it does not know, of all times</param>
    /// <param name="bounds">The period</param>
    /// <param name="currencyCode">The report's currency (ISO 4217); null when it is not known</param>
    public static IReadOnlyList<(UnresolvedRefund Refund, string Reference)> Find(IEnumerable<GlaseReportedTransaction> unmatched,
        IReadOnlyList<UnresolvedRefund> undecided, IReadOnlyList<LocalTransaction> withoutReference, PeriodBounds bounds,
        string currencyCode = null)
    {
        var proofs = new List<(UnresolvedRefund, string)>();
        foreach (var rows in unmatched.Where(row => row.Amount < 0).GroupBy(row => row.Amount.Value))
        {
            // One that was asked for just beside the period may be the row's as well.
            var amount = -rows.Key;
            var candidates = undecided.Where(refund => refund.Amount == amount && bounds.ContainsNearly(refund.TimeUtc)
                && ReportCurrency.MayBe(currencyCode, refund.CurrencyCode)).ToList();
            var isContested = withoutReference.Any(local => local.Amount == rows.Key && bounds.ContainsNearly(local.TimeUtc)
                && ReportCurrency.MayBe(currencyCode, local.CurrencyCode));
            if (!isContested && candidates is [var refund] && bounds.Contains(refund.TimeUtc)
                && rows.ToList() is [{ ErsReference: { } reference }])
                proofs.Add((refund, reference));
        }

        return proofs;
    }
}
