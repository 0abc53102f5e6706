namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// What is known of a transaction period.
/// </summary>
public enum GlasePeriodStatus
{
    /// <summary>
    /// Recorded, and perhaps sent: unless somebody is closing it right now, nobody knows whether Glase closed it.
    /// </summary>
    Requested = 0,

    /// <summary>
    /// Glase closed it.
    /// </summary>
    Marked = 10,

    /// <summary>
    /// Glase refused to close it: the period goes on.
    /// </summary>
    Refused = 20,

    /// <summary>
    /// Glase's answer was lost: if Glase closed it, nobody here knows its id, and there are no reports of it.
    /// </summary>
    Unknown = 30
}
