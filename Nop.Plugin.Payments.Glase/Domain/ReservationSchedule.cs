namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// When reservations are checked. Times are UTC.
/// </summary>
public static class ReservationSchedule
{
    /// <summary>
    /// How long before its end a reservation is warned of.
    /// </summary>
    public static readonly TimeSpan WarningPeriod = TimeSpan.FromDays(2);

    /// <summary>
    /// How often Glase is asked about a reservation whose end is not known.
    /// </summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromDays(1);

    /// <summary>
    /// How often Glase is asked about one that should be over.
    /// </summary>
    public static readonly TimeSpan CheckIntervalAfterEnd = TimeSpan.FromHours(1);

    /// <summary>
    /// Gets when to look again at a reservation that Glase was just seen to hold.
    /// </summary>
    /// <param name="endsOnUtc">Until when Glase holds it; null when that is not known</param>
    /// <param name="nowUtc">The time now</param>
    public static DateTime NextCheck(DateTime? endsOnUtc, DateTime nowUtc)
    {
        if (endsOnUtc is not { } end)
            return nowUtc + CheckInterval;
        if (nowUtc >= end)
            return nowUtc + CheckIntervalAfterEnd;
        return nowUtc >= end - WarningPeriod ? end : end - WarningPeriod;
    }
}
