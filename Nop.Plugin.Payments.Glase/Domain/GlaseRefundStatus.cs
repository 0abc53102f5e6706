namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// What is known of a refund.
/// </summary>
public enum GlaseRefundStatus
{
    /// <summary>
    /// Recorded, and perhaps sent: unless somebody is working on it right now, its outcome is not known.
    /// </summary>
    Requested = 0,

    /// <summary>
    /// Glase refunded it.
    /// </summary>
    Succeeded = 10,

    /// <summary>
    /// Glase refused it; no money moved.
    /// </summary>
    Refused = 20,

    /// <summary>
    /// Glase's answer was lost: somebody has to find out whether money moved.
    /// </summary>
    Unknown = 30
}
