using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// Reconciles a period's report with the shop's records by reference.
/// </summary>
public static class PeriodReconciler
{
    /// <summary>
    /// Compares them.
    /// </summary>
    /// <param name="reported">What the report lists, in its order</param>
    /// <param name="named">The shop's payments and refunds that the report names, whenever they were made</param>
    /// <param name="ofPeriod">The shop's payments and refunds within the period</param>
    /// <param name="elsewhere">Which references the reports of other periods list</param>
    /// <param name="undecided">The refunds whose outcome is unknown, of all times</param>
    /// <param name="bounds">The period</param>
    public static Reconciliation Compare(IEnumerable<GlaseReportedTransaction> reported, IEnumerable<LocalTransaction> named,
        IReadOnlyList<LocalTransaction> ofPeriod, ISet<string> elsewhere, IReadOnlyList<UnresolvedRefund> undecided, PeriodBounds bounds)
    {
        var byReference = new Dictionary<string, LocalTransaction>(StringComparer.Ordinal);
        foreach (var local in named.Concat(ofPeriod).Where(local => local.Reference is not null))
            byReference.TryAdd(local.Reference, local);

        var matched = new List<(GlaseReportedTransaction, LocalTransaction)>();
        var differences = new List<Difference>();
        var unknown = new List<GlaseReportedTransaction>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in reported)
        {
            var local = row.ErsReference is { } reference ? byReference.GetValueOrDefault(reference) : null;
            if (row.ErsReference is not null && !seen.Add(row.ErsReference))
                differences.Add(new Difference(DifferenceKind.ListedTwice, row, local));
            else if (local is null)
                unknown.Add(row);
            else if (row.Amount == local.Amount)
                matched.Add((row, local));
            else
                differences.Add(new Difference(DifferenceKind.AmountDiffers, row, local));
        }

        var withoutReference = ofPeriod.Where(local => local.Reference is null).ToList();
        var currencyCode = ReportCurrency.Of(matched.Select(pair => pair.Item2));
        Pair(unknown, withoutReference, matched, currencyCode);
        var candidates = undecided.Where(refund => ReportCurrency.MayBe(currencyCode, refund.CurrencyCode)).ToList();
        differences.AddRange(unknown.Select(row => MissingInShop(row, candidates, bounds)));
        differences.AddRange(ofPeriod
            .Where(local => local.Reference is not null && !seen.Contains(local.Reference) && !elsewhere.Contains(local.Reference))
            .Concat(withoutReference)
            .Select(local => MissingAtGlase(local, bounds)));
        differences.AddRange(undecided.Where(refund => bounds.Contains(refund.TimeUtc)).Select(refund => Undecided(refund, bounds) with
        {
            MayBeListed = candidates.Contains(refund) && unknown.Any(row => row.Amount == -refund.Amount)
        }));
        return new Reconciliation(matched, differences);
    }

    // An admin may have decided that a refund was made without knowing its reference: the one row that can be it is it.
    private static void Pair(List<GlaseReportedTransaction> unknown, List<LocalTransaction> withoutReference,
        List<(GlaseReportedTransaction, LocalTransaction)> matched, string currencyCode)
    {
        foreach (var local in withoutReference.Where(local => ReportCurrency.MayBe(currencyCode, local.CurrencyCode)).ToList())
        {
            var rows = unknown.Where(row => row.Amount == local.Amount).ToList();
            if (rows is not [var row] || withoutReference.Count(other => other.Amount == local.Amount) != 1)
                continue;

            matched.Add((row, local));
            unknown.Remove(row);
            withoutReference.Remove(local);
        }
    }

    private static Difference MissingInShop(GlaseReportedTransaction row, IReadOnlyList<UnresolvedRefund> undecided, PeriodBounds bounds)
    {
        if (row.Amount is not < 0)
            return new Difference(DifferenceKind.PaymentMissingInShop, row, null);

        return new Difference(DifferenceKind.RefundMissingInShop, row, null)
        {
            Candidates = [.. undecided.Where(refund => refund.Amount == -row.Amount && bounds.ContainsNearly(refund.TimeUtc))]
        };
    }

    private static Difference MissingAtGlase(LocalTransaction local, PeriodBounds bounds)
    {
        var kind = local.RefundId is null ? DifferenceKind.PaymentMissingAtGlase : DifferenceKind.RefundMissingAtGlase;
        return new Difference(kind, null, local)
        {
            IsNearBoundary = bounds.IsNearBoundary(local.TimeUtc),
            MayBeLost = bounds.MayBeLost(local.TimeUtc)
        };
    }

    private static Difference Undecided(UnresolvedRefund refund, PeriodBounds bounds)
    {
        return new Difference(DifferenceKind.UnresolvedRefund, null, null)
        {
            Candidates = [refund],
            IsNearBoundary = bounds.IsNearBoundary(refund.TimeUtc),
            MayBeLost = bounds.MayBeLost(refund.TimeUtc)
        };
    }
}
