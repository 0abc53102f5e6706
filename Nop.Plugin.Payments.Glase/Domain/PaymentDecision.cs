namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// What an admin decided about a payment that the shop neither refunds nor applies to its order automatically.
/// </summary>
public enum PaymentDecision
{
    /// <summary>
    /// Nothing, or nothing yet.
    /// </summary>
    None = 0,

    /// <summary>
    /// It is refunded in full.
    /// </summary>
    Refund = 10,

    /// <summary>
    /// It is the payment of its order, which is placed where there is none yet.
    /// </summary>
    ApplyToOrder = 20
}
