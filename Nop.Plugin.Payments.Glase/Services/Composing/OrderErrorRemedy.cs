namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Where the shopper can resolve an <see cref="OrderValidationError"/>.
/// </summary>
public enum OrderErrorRemedy
{
    /// <summary>
    /// In the cart.
    /// </summary>
    Cart,

    /// <summary>
    /// In the checkout: addresses, or another payment method.
    /// </summary>
    Checkout,

    /// <summary>
    /// By logging in or registering.
    /// </summary>
    LogIn,

    /// <summary>
    /// Nowhere: it passes by itself, or when the shop's owner sees to it.
    /// </summary>
    Wait
}
