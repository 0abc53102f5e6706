using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A period's report beside the shop's own payments and refunds.
/// </summary>
public record ReconciliationModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the period.
    /// </summary>
    public PeriodModel Period { get; set; }

    /// <summary>
    /// Gets or sets the name in addresses of the report that is compared with.
    /// </summary>
    public string ReportName { get; set; }

    /// <summary>
    /// Gets or sets when the report was loaded, in the admin's time zone; null when it was not.
    /// </summary>
    public string Loaded { get; set; }

    /// <summary>
    /// Gets or sets whether the report is being loaded.
    /// </summary>
    public bool IsRunning { get; set; }

    /// <summary>
    /// Gets or sets how far the report is, or why there is none, in words; null when there is nothing to say.
    /// </summary>
    public string Status { get; set; }

    /// <summary>
    /// Gets or sets whether the admin may have the report loaded.
    /// </summary>
    public bool CanLoad { get; set; }

    /// <summary>
    /// Gets or sets how many transactions both have alike.
    /// </summary>
    public int MatchedCount { get; set; }

    /// <summary>
    /// Gets or sets how many differences there are.
    /// </summary>
    public int DifferenceCount { get; set; }

    /// <summary>
    /// Gets how many differences there are of each kind, in words.
    /// </summary>
    public IList<KeyValuePair<string, int>> Counts { get; } = [];

    /// <summary>
    /// Gets or sets the search for differences.
    /// </summary>
    public DifferenceSearchModel Search { get; set; }

    /// <summary>
    /// Gets the charts, one for each currency.
    /// </summary>
    public IList<SalesChartModel> Charts { get; } = [];
}
