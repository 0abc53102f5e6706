using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// The fetching of a report by one node of the shop, so that every node can say how far it is. Only the node that made the row changes it;
/// a node that is to fetch it again makes a newer one.
/// </summary>
/// <remarks>Times are UTC, by the clock of the node that made the row.</remarks>
public class GlaseReportJob : BaseEntity
{
    /// <summary>
    /// Gets or sets the period. With the kind: the newest row counts.
    /// </summary>
    public int PeriodId { get; set; }

    /// <summary>
    /// Gets or sets the kind of report, as a number.
    /// </summary>
    public int KindId { get; set; }

    /// <summary>
    /// Gets or sets what becomes of it, as a number.
    /// </summary>
    public int StateId { get; set; }

    /// <summary>
    /// Gets or sets how often Glase was asked so far.
    /// </summary>
    public int PollCount { get; set; }

    /// <summary>
    /// Gets or sets when it was begun.
    /// </summary>
    public DateTime StartedOnUtc { get; set; }

    /// <summary>
    /// Gets or sets when its node wrote the row last, which it does every three seconds while it runs.
    /// </summary>
    public DateTime WrittenOnUtc { get; set; }

    /// <summary>
    /// Gets or sets why there is no report, in words for the store owner; null unless it failed.
    /// </summary>
    public string Failure { get; set; }

    /// <summary>
    /// Gets or sets what could not be read of the report, as a number.
    /// </summary>
    public int ProblemId { get; set; }
}
