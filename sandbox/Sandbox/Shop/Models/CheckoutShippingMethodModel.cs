using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record CheckoutShippingMethodModel : BaseNopModel
{
    public IList<MethodModel> Methods { get; set; } = [];

    public record MethodModel(string Name, string Description, string Price, bool IsChosen);
}
