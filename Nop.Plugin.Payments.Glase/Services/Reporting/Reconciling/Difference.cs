using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// Something that the shop and Glase's report do not have alike.
/// </summary>
/// <param name="Kind">How they differ</param>
/// <param name="Reported">What Glase lists; null when it does not</param>
/// <param name="Local">What the shop has; null when it does not</param>
public sealed record Difference(DifferenceKind Kind, GlaseReportedTransaction Reported, LocalTransaction Local)
{
    /// <summary>
    /// Gets the refunds with an unknown outcome that it may be about.
    /// </summary>
    public IReadOnlyList<UnresolvedRefund> Candidates { get; init; } = [];

    /// <summary>
    /// Gets whether the report lists something that may be it.
    /// </summary>
    public bool MayBeListed { get; init; }

    /// <summary>
    /// Gets whether it may be in the neighbouring period instead.
    /// </summary>
    public bool IsNearBoundary { get; init; }

    /// <summary>
    /// Gets whether it may be in a period whose id is lost.
    /// </summary>
    public bool MayBeLost { get; init; }
}
