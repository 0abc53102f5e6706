namespace Nop.Plugin.Payments.Glase.Domain;

/// <content>
/// What changes a payment whose money Glase holds, until it is captured or released. See <c>GlasePayment.Transitions.cs</c>.
/// </content>
public partial class GlasePayment
{
    /// <summary>
    /// Has the scheduled task release the reservation, because its order does not want it any more.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <returns>Whether it is reserved</returns>
    public bool TryRequestRelease(DateTime nowUtc)
    {
        if (Status != GlasePaymentStatus.Reserved)
            return false;

        ReleaseRequestedOnUtc ??= nowUtc;
        return true;
    }

    /// <summary>
    /// Records, before Glase is asked to, that an amount of the reservation is captured.
    /// </summary>
    /// <param name="amount">How much</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void BeginCapture(decimal amount, DateTime nowUtc)
    {
        Require(Status == GlasePaymentStatus.Reserved, "only a reservation is captured");
        Amount = amount;
        CaptureSentOnUtc = nowUtc;
    }

    /// <summary>
    /// Records that Glase refused to capture: all of it is still reserved.
    /// </summary>
    public void RecordCaptureRefused()
    {
        Amount = HeldAmount;
        CaptureSentOnUtc = null;
    }

    /// <summary>
    /// Records that no answer to a capture is waited for any more.
    /// </summary>
    public void ClearCapture()
    {
        CaptureSentOnUtc = null;
    }

    /// <summary>
    /// Sets when the reservation is looked at next, which Glase was just seen to hold.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void ScheduleReservationCheck(DateTime nowUtc)
    {
        ReservationCheckOnUtc = ReservationSchedule.NextCheck(ReservationEndsOnUtc, nowUtc);
    }

    /// <summary>
    /// Looks at the reservation again a while later, because Glase said nothing about it.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void PostponeReservationCheck(DateTime nowUtc)
    {
        ReservationCheckOnUtc = nowUtc + ReservationSchedule.CheckIntervalAfterEnd;
    }

    /// <summary>
    /// Records that there is nothing more to look at, because the reservation has ended.
    /// </summary>
    public void EndReservationChecks()
    {
        Require(Status != GlasePaymentStatus.Reserved, "it is still reserved");
        ReservationCheckOnUtc = null;
    }

    /// <summary>
    /// Looks at a reservation that has ended once more, after its order was voided: by then, a request that had read the order before has saved it.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void ScheduleCheckAfterVoid(DateTime nowUtc)
    {
        Require(IsClosed, "it is not over");
        ReservationCheckOnUtc = nowUtc + GlaseDefaults.PlacementGracePeriod;
    }

    /// <summary>
    /// Looks at a reservation that has ended once more, because an order counts on it again.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <returns>Whether it changed; not when it has not ended, or is about to be looked at</returns>
    public bool TryScheduleCheckAfterEnd(DateTime nowUtc)
    {
        if (ReservedOnUtc is null || !IsClosed || ReservationCheckOnUtc is not null)
            return false;

        ReservationCheckOnUtc = nowUtc;
        return true;
    }

    private void ScheduleReservation(GlasePaymentStatus status, DateTime nowUtc)
    {
        if (status == GlasePaymentStatus.Reserved && ReservedOnUtc is null)
            BeginReservation(nowUtc);
        // The request that released it still has to note that on the order.
        else if (status != GlasePaymentStatus.Reserved && Status == GlasePaymentStatus.Reserved)
            ReservationCheckOnUtc = nowUtc + GlaseDefaults.PlacementGracePeriod;
    }

    private void BeginReservation(DateTime nowUtc)
    {
        ReservedOnUtc = nowUtc;
        if (ReservationSeconds is { } seconds)
            ReservationEndsOnUtc = nowUtc.AddSeconds(seconds);
        // The order comes first.
        var earliest = nowUtc + GlaseDefaults.PlacementGracePeriod;
        var next = ReservationSchedule.NextCheck(ReservationEndsOnUtc, nowUtc);
        ReservationCheckOnUtc = next > earliest ? next : earliest;
    }
}
