using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// The result of recording a refund's outcome.
/// </summary>
public enum RefundResolutionResult
{
    /// <summary>
    /// It counts.
    /// </summary>
    Recorded,

    /// <summary>
    /// Nothing was left to decide: somebody did before, or Glase's answer came after all.
    /// </summary>
    TooLate,

    /// <summary>
    /// It may be being sent right now; see <see cref="GlaseRefund.IsUnresolved"/>.
    /// </summary>
    TooEarly,

    /// <summary>
    /// What was typed as Glase's reference cannot be one; nothing was decided.
    /// </summary>
    UnusableReference,

    /// <summary>
    /// There is no such refund.
    /// </summary>
    NoRefund
}
