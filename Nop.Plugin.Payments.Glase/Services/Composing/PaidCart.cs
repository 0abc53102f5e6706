namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// What keeps the order of a paid cart from being placed.
/// </summary>
/// <param name="OpenStep">Where something is still to be chosen; the cart when it is empty</param>
/// <param name="Change">That the cart costs something else than was paid; null when it does not, or that is not known</param>
/// <param name="CanBePutBack">Whether the quantities that were paid can be put back into the cart</param>
public sealed record PaidCart(CheckoutStep OpenStep, TotalChange Change = null, bool CanBePutBack = false)
{
    /// <summary>
    /// Gets whether nothing keeps the order from being placed, as far as known.
    /// </summary>
    public bool IsOrderable => OpenStep == CheckoutStep.None && Change is null;
}
