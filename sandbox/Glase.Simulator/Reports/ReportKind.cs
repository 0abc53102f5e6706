namespace Glase.Simulator.Reports;

/// <summary>The four reports.</summary>
/// <param name="Root">The name of the root's start tag.</param>
/// <param name="RootEnd">That of its end tag, which differs in one report: the provider's own samples are so.</param>
/// <param name="InBase64">Whether the text comes as content and not as contentString.</param>
internal sealed record ReportKind(
    string Id, string Title, bool OfTerminal, bool WithRows, string Root, string RootEnd, bool InBase64)
{
    private const string Summary = "TransactionSummary";
    private const string Details = "TransactionDetails";

    private static readonly ReportKind[] _all =
    [
        new("Reconciliation/Shop.xml", "Shop summary", false, false, Summary, Summary, false),
        new("Reconciliation/STD_RECON_003.xml", "Shop transactions", false, true, Details, Details, true),
        new("Reconciliation/STD_RECON_006.xml", "Terminal summary", true, false, Summary, Summary, false),
        new("Reconciliation/STD_RECON_007.xml", "Terminal transactions", true, true, Details, Summary, false)
    ];

    public static bool TryFind(string id, out ReportKind kind)
    {
        kind = Array.Find(_all, report => report.Id == id);
        return kind != null;
    }
}
