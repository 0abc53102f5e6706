namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// From when until when a period lasted (UTC), by the shop's clock.
/// </summary>
/// <param name="StartUtc">When the one before was closed; null for the first one</param>
/// <param name="EndUtc">When it was closed</param>
/// <param name="LostUtc">
/// When, in between, one was asked to be closed without anybody knowing whether it was: what is from before may be in that one;
/// null when there was none
/// </param>
public sealed record PeriodBounds(DateTime? StartUtc, DateTime EndUtc, DateTime? LostUtc)
{
    /// <summary>
    /// How far the clocks of shop and Glase, and the way between them, may set a transaction off.
    /// </summary>
    public static readonly TimeSpan BoundaryTolerance = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Gets whether a time is within the period.
    /// </summary>
    public bool Contains(DateTime timeUtc)
    {
        return timeUtc <= EndUtc && (StartUtc is not { } start || timeUtc >= start);
    }

    /// <summary>
    /// Gets whether a time is within the period or just beside it.
    /// </summary>
    public bool ContainsNearly(DateTime timeUtc)
    {
        return timeUtc <= EndUtc + BoundaryTolerance && (StartUtc is not { } start || timeUtc >= start - BoundaryTolerance);
    }

    /// <summary>
    /// Gets whether a time is so near to the beginning or the end that Glase may see it in the neighbouring period.
    /// </summary>
    public bool IsNearBoundary(DateTime timeUtc)
    {
        return (EndUtc - timeUtc).Duration() <= BoundaryTolerance || StartUtc is { } start && (timeUtc - start).Duration() <= BoundaryTolerance;
    }

    /// <summary>
    /// Gets whether a time may belong to a period whose id is lost.
    /// </summary>
    public bool MayBeLost(DateTime timeUtc)
    {
        return LostUtc is { } lost && timeUtc <= lost + BoundaryTolerance;
    }
}
