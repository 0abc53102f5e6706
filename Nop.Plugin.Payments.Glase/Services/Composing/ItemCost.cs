namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// What an item of a cart costs. Amounts are in the primary store currency, as nopCommerce computes them before tax is added or
/// taken off.
/// </summary>
/// <param name="ProductId">The product</param>
/// <param name="Quantity">How many</param>
/// <param name="Price">What they cost before discounts</param>
/// <param name="Discount">The discount on them</param>
/// <param name="TaxRate">Tax in percent</param>
public sealed record ItemCost(int ProductId, int Quantity, decimal Price, decimal Discount, decimal TaxRate);
