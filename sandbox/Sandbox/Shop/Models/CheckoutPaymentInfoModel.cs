using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record CheckoutPaymentInfoModel : BaseNopModel
{
    public Type PaymentViewComponent { get; set; }

    public bool DisplayOrderTotals { get; set; }
}
