namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// How a cart was to be sent when its code was issued. nopCommerce forgets it when the cart is changed or the checkout is begun again.
/// </summary>
/// <param name="ShippingOption">The shipping option as nopCommerce stores it</param>
/// <param name="PickupPoint">The pickup point as nopCommerce stores it; null when none was chosen</param>
/// <param name="ShippingAddressId">The customer's shipping address; null for none</param>
public sealed record CartDelivery(string ShippingOption, string PickupPoint, int? ShippingAddressId);
