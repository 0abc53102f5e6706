namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// One line of an invoice before it is balanced. Amounts are in the primary store currency and include tax.
/// </summary>
/// <param name="Description">What the payer reads</param>
/// <param name="Quantity">How many</param>
/// <param name="Total">The line's total; negative for discounts</param>
/// <param name="UnitPrice">Price of one; null where one has no price, as for discounts</param>
/// <param name="TaxRate">Tax in percent; null when it is unknown or not one rate</param>
/// <param name="Sku">The shop's item number; null for none</param>
/// <param name="Ean">GTIN; null for none</param>
/// <param name="Kind">What it is for</param>
/// <param name="Article">What makes up the total of a cart's item; null for other lines</param>
public sealed record InvoiceLine(
    string Description,
    decimal Quantity,
    decimal Total,
    decimal? UnitPrice = null,
    decimal? TaxRate = null,
    string Sku = null,
    string Ean = null,
    CostKind Kind = CostKind.Other,
    ItemCost Article = null);
