namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// What keeps the order of a paid cart from being placed.
/// </summary>
/// <param name="OpenStep">Where something is still to be chosen; the cart when it is empty</param>
/// <param name="Change">That the cart costs something else than was paid; null when it does not, or that is not known</param>
/// <param name="Error">Why nopCommerce would not order the cart as it is, as when a checkout attribute is missing; null when it would</param>
/// <param name="PutBack">Whether the cart can be put back as it was paid; not asked for where nothing keeps it from being ordered</param>
/// <param name="Refusals">Which items nopCommerce refuses and why, in the shopper's language; null unless it refuses one</param>
public sealed record PaidCart(CheckoutStep OpenStep, TotalChange Change = null, OrderValidationError Error = null,
    PutBackState PutBack = PutBackState.NotKnown, IReadOnlyList<string> Refusals = null)
{
    /// <summary>
    /// Gets whether nothing keeps the order from being placed, as far as known.
    /// </summary>
    public bool IsOrderable => OpenStep == CheckoutStep.None && Change is null && Error is null;
}
