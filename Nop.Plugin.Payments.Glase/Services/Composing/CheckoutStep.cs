namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// A step of the checkout in which something is still to be chosen.
/// </summary>
public enum CheckoutStep
{
    /// <summary>
    /// None: everything is chosen.
    /// </summary>
    None,

    /// <summary>
    /// The cart: it is empty.
    /// </summary>
    Cart,

    /// <summary>
    /// The billing address.
    /// </summary>
    BillingAddress,

    /// <summary>
    /// The shipping address.
    /// </summary>
    ShippingAddress,

    /// <summary>
    /// The shipping method.
    /// </summary>
    ShippingMethod
}
