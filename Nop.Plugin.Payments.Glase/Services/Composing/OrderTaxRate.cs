namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Finds the tax rate of a part of an order. An order stores its tax rates, but not which of its lines has which.
/// </summary>
public static class OrderTaxRate
{
    private const decimal MaxRounding = 0.01m;

    /// <summary>
    /// Finds the rate (in percent) that leads from one price to the other; null when none of the order's does.
    /// </summary>
    public static decimal? Find(decimal inclTax, decimal exclTax, IEnumerable<decimal> rates)
    {
        decimal Difference(decimal rate) => Math.Abs(exclTax * (1 + rate / 100) - inclTax);

        var nearest = rates.Prepend(0).MinBy(Difference);
        return Difference(nearest) <= MaxRounding ? nearest : null;
    }
}
