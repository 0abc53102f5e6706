namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Glase's four reports on a period; the names stand in addresses.
/// </summary>
public enum ReportKind
{
    /// <summary>
    /// How many transactions the shop had and what they come to.
    /// </summary>
    ShopSummary,

    /// <summary>
    /// Every transaction of the shop.
    /// </summary>
    ShopDetails,

    /// <summary>
    /// How many transactions the terminal had and what they come to.
    /// </summary>
    TerminalSummary,

    /// <summary>
    /// Every transaction of the terminal.
    /// </summary>
    TerminalDetails
}
