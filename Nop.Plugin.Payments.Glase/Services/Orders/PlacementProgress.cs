namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// How far nopCommerce is known to have come with placing an order.
/// </summary>
public enum PlacementProgress
{
    /// <summary>
    /// Not known: another request may still be placing it, until <see cref="GlaseDefaults.PlacementGracePeriod"/> after it was saved, or
    /// <see cref="GlaseDefaults.LockedWorkGracePeriod"/> where the plugin places it.
    /// </summary>
    Unknown,

    /// <summary>
    /// PlaceOrderAsync has returned or thrown, so that nobody is placing the order any more. It may have failed half-way.
    /// </summary>
    Ended,

    /// <summary>
    /// nopCommerce has published that the order is paid, or has given an authorized order its status: the last that it does.
    /// </summary>
    Announced
}
