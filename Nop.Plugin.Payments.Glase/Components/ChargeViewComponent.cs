using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Web.Framework.Components;

namespace Nop.Plugin.Payments.Glase.Components;

/// <summary>
/// Tells a shopper who sees prices in another currency, before the order is confirmed, what Glase charges.
/// </summary>
public class ChargeViewComponent(CartChargeTextFactory chargeTexts) : NopViewComponent
{
    /// <summary>
    /// Renders what is charged; nothing where another payment method is chosen, and where prices are in the primary store currency.
    /// </summary>
    public async Task<IViewComponentResult> InvokeAsync()
    {
        return await chargeTexts.IsChosenAsync() && await chargeTexts.DescribeAsync() is { } charge
            ? View($"{GlaseDefaults.ViewsPath}/Charge.cshtml", charge)
            : Content("");
    }
}
