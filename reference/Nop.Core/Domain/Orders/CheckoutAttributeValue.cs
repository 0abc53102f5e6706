using Nop.Core.Domain.Attributes;

namespace Nop.Core.Domain.Orders;

public class CheckoutAttributeValue : BaseAttributeValue
{
    public string ColorSquaresRgb { get; set; }

    public decimal PriceAdjustment { get; set; }

    public decimal WeightAdjustment { get; set; }
}
