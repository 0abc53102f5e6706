namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Whether a changed cart can be put back as it was paid.
/// </summary>
public enum PutBackState
{
    /// <summary>
    /// It is not recorded what was paid for.
    /// </summary>
    NotKnown,

    /// <summary>
    /// The cart is as it was paid.
    /// </summary>
    NotNeeded,

    /// <summary>
    /// It can.
    /// </summary>
    Possible,

    /// <summary>
    /// nopCommerce refuses some of the items that were paid for, as when they are sold out.
    /// </summary>
    Refused
}
