namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// An item of a cart as nopCommerce stores it.
/// </summary>
/// <param name="ProductId">The product</param>
/// <param name="Quantity">How many</param>
/// <param name="Attributes">The chosen attributes as nopCommerce stores them; null for none</param>
/// <param name="EnteredPrice">The price that the shopper entered, in the primary store currency; 0 where the product has a price</param>
/// <param name="RentalStartsOnUtc">When a rental starts (UTC); null for what is not rented</param>
/// <param name="RentalEndsOnUtc">When a rental ends (UTC); null for what is not rented</param>
public sealed record CartContentsItem(int ProductId, int Quantity, string Attributes = null, decimal EnteredPrice = 0,
    DateTime? RentalStartsOnUtc = null, DateTime? RentalEndsOnUtc = null);
