namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// What the payment step has to show for a cart.
/// </summary>
public enum CartPaymentOutcome
{
    /// <summary>
    /// There is a payment: open, paid already, or refused by Glase.
    /// </summary>
    HasPayment,

    /// <summary>
    /// The code comes after the order: the owner wants it so, the shop demands something at the confirm step, or nothing is to be paid.
    /// </summary>
    AfterOrder,

    /// <summary>
    /// nopCommerce would not order the cart.
    /// </summary>
    NotOrderable,

    /// <summary>
    /// The cart is empty by now, or something that its price depends on is still to be chosen.
    /// </summary>
    CartIncomplete,

    /// <summary>
    /// No code could be had in time.
    /// </summary>
    Unavailable
}
