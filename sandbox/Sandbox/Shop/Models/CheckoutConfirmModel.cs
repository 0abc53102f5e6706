using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record CheckoutConfirmModel : BaseNopModel
{
    public bool TermsOfServiceOnOrderConfirmPage { get; set; }

    public string MinOrderTotalWarning { get; set; }

    public IList<string> Warnings { get; set; } = [];
}
