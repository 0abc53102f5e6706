namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// Tells which currency a report is in. It names none itself; its payments and refunds that the shop knows do.
/// </summary>
internal static class ReportCurrency
{
    /// <summary>
    /// Gets the currency of what a report and the shop both have.
    /// </summary>
    /// <param name="known">The shop's payments and refunds that the report lists</param>
    /// <returns>The currency (ISO 4217); null when there are none, or of several currencies</returns>
    public static string Of(IEnumerable<LocalTransaction> known)
    {
        return known.Select(local => local.CurrencyCode).Distinct(StringComparer.OrdinalIgnoreCase).ToList() is [var only] ? only : null;
    }

    /// <summary>
    /// Gets whether an amount in a currency may be one of the report's.
    /// </summary>
    /// <param name="reportCurrency">The report's currency; null when it is not known</param>
    /// <param name="currencyCode">The currency (ISO 4217) of the amount</param>
    public static bool MayBe(string reportCurrency, string currencyCode)
    {
        return reportCurrency is null || string.Equals(reportCurrency, currencyCode, StringComparison.OrdinalIgnoreCase);
    }
}
