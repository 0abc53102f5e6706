using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record CheckoutPaymentMethodModel : BaseNopModel
{
    public IList<MethodModel> Methods { get; set; } = [];

    /// <summary>Gets or sets what the shopper's reward points are worth here, with the points; null for nothing.</summary>
    public string RewardPoints { get; set; }

    public bool UseRewardPoints { get; set; }

    public record MethodModel(string SystemName, string Name, string Description, string LogoUrl, string Fee, bool IsChosen);
}
