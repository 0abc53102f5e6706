namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// What a shopper had chosen in the checkout for a cart that nopCommerce then moved to another customer: it forgets the choices,
/// and what was paid is to be sent as the payer chose.
/// </summary>
/// <param name="CustomerId">The shopper, whose addresses are still known</param>
/// <param name="StoreId">The store of the cart</param>
/// <param name="ShippingOption">The shipping option as nopCommerce stores it; null when none was chosen</param>
/// <param name="PickupPoint">The pickup point as nopCommerce stores it; null when none was chosen</param>
public sealed record CheckoutSelections(int CustomerId, int StoreId, string ShippingOption = null, string PickupPoint = null);
