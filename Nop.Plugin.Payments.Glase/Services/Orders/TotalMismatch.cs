namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Why an order cannot be placed with a payment of another amount or currency.
/// </summary>
/// <param name="Error">In words for the store owner</param>
/// <param name="ShopperError">In the shopper's language; null when it is nothing that the shopper can know</param>
/// <param name="IsTransient">
/// Whether it may be otherwise a few minutes later: nopCommerce computes with a rate of 0 while a tax provider does not answer
/// </param>
public sealed record TotalMismatch(string Error, string ShopperError, bool IsTransient = false);
