using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// Compares a period's report with what the shop has. References decide: two amounts that are alike are not the same payment.
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
    public static Reconciliation Compare(IEnumerable<GlaseReportedTransaction> reported, IEnumerable<OwnTransaction> named,
        IReadOnlyList<OwnTransaction> ofPeriod, ISet<string> elsewhere, IReadOnlyList<UndecidedRefund> undecided, PeriodBounds bounds)
    {
        var byReference = new Dictionary<string, OwnTransaction>(StringComparer.Ordinal);
        foreach (var own in named.Concat(ofPeriod).Where(own => own.Reference is not null))
            byReference.TryAdd(own.Reference, own);

        var matched = new List<(GlaseReportedTransaction, OwnTransaction)>();
        var differences = new List<Difference>();
        var unknown = new List<GlaseReportedTransaction>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in reported)
        {
            var own = row.ErsReference is { } reference ? byReference.GetValueOrDefault(reference) : null;
            if (row.ErsReference is not null && !seen.Add(row.ErsReference))
                differences.Add(new Difference(DifferenceKind.ListedTwice, row, own));
            else if (own is null)
                unknown.Add(row);
            else if (row.Amount == own.Amount)
                matched.Add((row, own));
            else
                differences.Add(new Difference(DifferenceKind.AmountDiffers, row, own));
        }

        var withoutReference = ofPeriod.Where(own => own.Reference is null).ToList();
        var currencyCode = ReportCurrency.Of(matched.Select(pair => pair.Item2));
        Pair(unknown, withoutReference, matched, currencyCode);
        var candidates = undecided.Where(refund => ReportCurrency.MayBe(currencyCode, refund.CurrencyCode)).ToList();
        differences.AddRange(unknown.Select(row => MissingInShop(row, candidates, bounds)));
        differences.AddRange(ofPeriod
            .Where(own => own.Reference is not null && !seen.Contains(own.Reference) && !elsewhere.Contains(own.Reference))
            .Concat(withoutReference)
            .Select(own => MissingAtGlase(own, bounds)));
        differences.AddRange(undecided.Where(refund => bounds.Contains(refund.TimeUtc)).Select(refund => Undecided(refund, bounds) with
        {
            MayBeListed = candidates.Contains(refund) && unknown.Any(row => row.Amount == -refund.Amount)
        }));
        return new Reconciliation(matched, differences);
    }

    // An admin may have decided that a refund was made without knowing its reference: the one row that can be it is it.
    private static void Pair(List<GlaseReportedTransaction> unknown, List<OwnTransaction> withoutReference,
        List<(GlaseReportedTransaction, OwnTransaction)> matched, string currencyCode)
    {
        foreach (var own in withoutReference.Where(own => ReportCurrency.MayBe(currencyCode, own.CurrencyCode)).ToList())
        {
            var rows = unknown.Where(row => row.Amount == own.Amount).ToList();
            if (rows is not [var row] || withoutReference.Count(other => other.Amount == own.Amount) != 1)
                continue;

            matched.Add((row, own));
            unknown.Remove(row);
            withoutReference.Remove(own);
        }
    }

    private static Difference MissingInShop(GlaseReportedTransaction row, IReadOnlyList<UndecidedRefund> undecided, PeriodBounds bounds)
    {
        if (row.Amount is not < 0)
            return new Difference(DifferenceKind.PaymentMissingInShop, row, null);

        return new Difference(DifferenceKind.RefundMissingInShop, row, null)
        {
            Candidates = [.. undecided.Where(refund => refund.Amount == -row.Amount && bounds.ContainsNearly(refund.TimeUtc))]
        };
    }

    private static Difference MissingAtGlase(OwnTransaction own, PeriodBounds bounds)
    {
        var kind = own.RefundId is null ? DifferenceKind.PaymentMissingAtGlase : DifferenceKind.RefundMissingAtGlase;
        return new Difference(kind, null, own)
        {
            IsNearEdge = bounds.IsNearEdge(own.TimeUtc),
            MayBeLost = bounds.MayBeLost(own.TimeUtc)
        };
    }

    private static Difference Undecided(UndecidedRefund refund, PeriodBounds bounds)
    {
        return new Difference(DifferenceKind.UndecidedRefund, null, null)
        {
            Candidates = [refund],
            IsNearEdge = bounds.IsNearEdge(refund.TimeUtc),
            MayBeLost = bounds.MayBeLost(refund.TimeUtc)
        };
    }
}
