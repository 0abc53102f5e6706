namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Why nopCommerce will not place an order for a cart.
/// </summary>
/// <param name="Reasons">In words for the shopper and in the shopper's language, as plain text; at least one</param>
/// <param name="Remedy">Where the shopper can do something about it</param>
public sealed record OrderValidationError(IReadOnlyList<string> Reasons, OrderErrorRemedy Remedy)
{
    /// <summary>
    /// Gets whether it may be over by itself a little later.
    /// </summary>
    public bool IsTransient => Remedy == OrderErrorRemedy.Wait;
}
