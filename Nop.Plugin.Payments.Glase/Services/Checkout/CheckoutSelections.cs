namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// The checkout selections for a cart that nopCommerce moved to another customer and discarded; they are restored for the
/// order.
/// </summary>
/// <param name="CustomerId">The shopper, whose addresses are still known</param>
/// <param name="StoreId">The store of the cart</param>
/// <param name="ShippingOption">The shipping option as nopCommerce stores it; null when none was chosen</param>
/// <param name="PickupPoint">The pickup point as nopCommerce stores it; null when none was chosen</param>
/// <param name="PaymentMethod">The payment method's system name; null when none was chosen</param>
public sealed record CheckoutSelections(int CustomerId, int StoreId, string ShippingOption = null, string PickupPoint = null,
    string PaymentMethod = null);
