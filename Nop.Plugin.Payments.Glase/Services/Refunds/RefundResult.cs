using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// What came of asking for a refund.
/// </summary>
/// <param name="Status">Succeeded; Refused when no money moved; Unknown when nobody can tell yet</param>
/// <param name="Reference">Glase's reference of the refund; null unless it succeeded</param>
/// <param name="Error">What the admin should know; null when it succeeded</param>
public sealed record RefundResult(GlaseRefundStatus Status, string Reference, string Error)
{
    /// <summary>
    /// Gets whether Glase refused it for a reason that trying again does not change.
    /// </summary>
    public bool IsPermanentlyRefused { get; init; }
}
