namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Why an order cannot be placed with a payment of another amount or currency.
/// </summary>
/// <param name="Error">In words for the store owner</param>
/// <param name="ShopperError">In the shopper's language; null when it is nothing that the shopper can know</param>
public sealed record TotalMismatch(string Error, string ShopperError);
