namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// When the payer is debited.
/// </summary>
public enum PaymentMode
{
    /// <summary>Immediately</summary>
    ImmediateDebit,

    /// <summary>On commitReservation, or immediately where the payer's account cannot reserve</summary>
    ReservationDesired,

    /// <summary>On commitReservation; the payment fails where the payer's account cannot reserve</summary>
    ReservationRequired,

    /// <summary>On commitReservation, of an amount that is not yet final</summary>
    ReservationRequiredPreliminaryAmount
}
