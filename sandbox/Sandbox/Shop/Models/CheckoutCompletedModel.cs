using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record CheckoutCompletedModel : BaseNopModel
{
    public int OrderId { get; set; }

    public string CustomOrderNumber { get; set; }

    public bool OnePageCheckoutEnabled { get; set; }
}
