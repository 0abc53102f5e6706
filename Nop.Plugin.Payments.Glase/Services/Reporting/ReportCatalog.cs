using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// The ids and parameters of Glase's reports.
/// </summary>
public static class ReportCatalog
{
    /// <summary>
    /// Gets Glase's id of a report.
    /// </summary>
    public static string IdOf(ReportKind kind)
    {
        return kind switch
        {
            ReportKind.ShopSummary => "Reconciliation/Shop.xml",
            ReportKind.ShopDetails => "Reconciliation/STD_RECON_003.xml",
            ReportKind.TerminalSummary => "Reconciliation/STD_RECON_006.xml",
            ReportKind.TerminalDetails => "Reconciliation/STD_RECON_007.xml",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such report.")
        };
    }

    /// <summary>
    /// Gets the reports that are available for a period: those on a terminal only where it was closed for one.
    /// </summary>
    public static IReadOnlyList<ReportKind> Of(GlasePeriod period)
    {
        return period.Status != GlasePeriodStatus.Marked ? []
            : period.TerminalId is null ? [ReportKind.ShopSummary, ReportKind.ShopDetails]
            : Enum.GetValues<ReportKind>();
    }

    /// <summary>
    /// Gets the report that a period's own payments are compared with: the terminal's, because the shop's lists those of its
    /// cash registers too.
    /// </summary>
    public static ReportKind ForReconciliation(GlasePeriod period)
    {
        return period.TerminalId is null ? ReportKind.ShopDetails : ReportKind.TerminalDetails;
    }

    /// <summary>
    /// Gets what Glase wants to know for a report on a period.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Parameters(ReportKind kind, GlasePeriod period)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["transactionPeriodId"] = period.TransactionPeriodId
        };
        if (kind is ReportKind.TerminalSummary or ReportKind.TerminalDetails)
            parameters["TERMINALID"] = period.TerminalId;
        return parameters;
    }
}
