namespace Nop.Services.Tax;

public class TaxTotalResult : BaseNopResult
{
    public decimal TaxTotal { get; set; }

    public SortedDictionary<decimal, decimal> TaxRates { get; set; } = new();
}
