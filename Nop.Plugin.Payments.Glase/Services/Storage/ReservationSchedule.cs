using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// When a reservation ends and when it is checked. Times are UTC.
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
    /// Writes down what a new status means for a reservation.
    /// </summary>
    /// <param name="payment">The payment, with its status so far</param>
    /// <param name="status">The status that it gets</param>
    /// <param name="now">The time now</param>
    public static void RecordStatus(GlasePayment payment, GlasePaymentStatus status, DateTime now)
    {
        if (status == GlasePaymentStatus.Reserved && payment.ReservedOnUtc is null)
            Begin(payment, now);
        else if (status == GlasePaymentStatus.Paid)
            payment.ReservationCheckOnUtc = null;
        // Whoever refunded it has still to write that on its order.
        else if (status != GlasePaymentStatus.Reserved && payment.Status == GlasePaymentStatus.Reserved)
            payment.ReservationCheckOnUtc = now + GlaseDefaults.PlacementGracePeriod;
    }

    /// <summary>
    /// Gets when to look again at a reservation that Glase was just seen to hold.
    /// </summary>
    public static DateTime NextCheck(GlasePayment payment, DateTime now)
    {
        if (payment.ReservationEndsOnUtc is not { } end)
            return now + CheckInterval;
        if (now >= end)
            return now + CheckIntervalAfterEnd;
        return IsExpiring(payment, now) ? end : end - WarningPeriod;
    }

    /// <summary>
    /// Gets whether a reservation ends so soon, or should have ended, that somebody has to do something about it.
    /// </summary>
    public static bool IsExpiring(GlasePayment payment, DateTime now)
    {
        return payment is { Status: GlasePaymentStatus.Reserved, ReservationEndsOnUtc: { } end } && now >= end - WarningPeriod;
    }

    private static void Begin(GlasePayment payment, DateTime now)
    {
        payment.ReservedOnUtc = now;
        payment.ReservedAmount = payment.Amount;
        if (payment.ReservationSeconds is { } seconds)
            payment.ReservationEndsOnUtc = now.AddSeconds(seconds);
        // The order comes first.
        var earliest = now + GlaseDefaults.PlacementGracePeriod;
        var next = NextCheck(payment, now);
        payment.ReservationCheckOnUtc = next > earliest ? next : earliest;
    }
}
