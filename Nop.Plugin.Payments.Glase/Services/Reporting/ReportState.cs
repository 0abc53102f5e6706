namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// What becomes of a report that is being fetched.
/// </summary>
public enum ReportState
{
    /// <summary>
    /// Glase is making it.
    /// </summary>
    Running,

    /// <summary>
    /// It is there.
    /// </summary>
    Done,

    /// <summary>
    /// There is none.
    /// </summary>
    Failed,

    /// <summary>
    /// Somebody did not want it any more.
    /// </summary>
    Canceled,

    /// <summary>
    /// The node that fetched it has ended.
    /// </summary>
    Abandoned
}
