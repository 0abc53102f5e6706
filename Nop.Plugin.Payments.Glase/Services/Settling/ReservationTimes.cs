using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Until when Glase holds money, and when the shop looks whether it still does. Times are UTC.
/// </summary>
public static class ReservationTimes
{
    /// <summary>
    /// How long before its end a reservation is warned of.
    /// </summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(2);

    /// <summary>
    /// How often Glase is asked about a reservation whose end is not known.
    /// </summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <summary>
    /// How often Glase is asked about one that should be over.
    /// </summary>
    public static readonly TimeSpan IntervalAfterEnd = TimeSpan.FromHours(1);

    /// <summary>
    /// Writes down what a new status means for a reservation.
    /// </summary>
    /// <param name="invoice">The payment, with its status so far</param>
    /// <param name="status">The status that it gets</param>
    /// <param name="now">The time now</param>
    public static void Change(GlaseInvoice invoice, GlaseInvoiceStatus status, DateTime now)
    {
        if (status == GlaseInvoiceStatus.Reserved && invoice.ReservedOnUtc is null)
            Begin(invoice, now);
        else if (status == GlaseInvoiceStatus.Paid)
            invoice.ReservationCheckOnUtc = null;
        // Whoever gave it back has still to write that on its order.
        else if (status != GlaseInvoiceStatus.Reserved && invoice.Status == GlaseInvoiceStatus.Reserved)
            invoice.ReservationCheckOnUtc = now + GlaseDefaults.PlacementPatience;
    }

    /// <summary>
    /// Gets when to look again at a reservation that Glase was just seen to hold.
    /// </summary>
    public static DateTime NextCheck(GlaseInvoice invoice, DateTime now)
    {
        if (invoice.ReservationEndsOnUtc is not { } end)
            return now + Interval;
        if (now >= end)
            return now + IntervalAfterEnd;
        return IsEnding(invoice, now) ? end : end - Warning;
    }

    /// <summary>
    /// Gets whether a reservation ends so soon, or should have ended, that somebody has to do something about it.
    /// </summary>
    public static bool IsEnding(GlaseInvoice invoice, DateTime now)
    {
        return invoice is { Status: GlaseInvoiceStatus.Reserved, ReservationEndsOnUtc: { } end } && now >= end - Warning;
    }

    private static void Begin(GlaseInvoice invoice, DateTime now)
    {
        invoice.ReservedOnUtc = now;
        invoice.ReservedAmount = invoice.Amount;
        if (invoice.ReservationSeconds is { } seconds)
            invoice.ReservationEndsOnUtc = now.AddSeconds(seconds);
        // The order comes first.
        var earliest = now + GlaseDefaults.PlacementPatience;
        var next = NextCheck(invoice, now);
        invoice.ReservationCheckOnUtc = next > earliest ? next : earliest;
    }
}
