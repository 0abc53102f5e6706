using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Web.Framework.Components;

namespace Nop.Plugin.Payments.Glase.Components;

/// <summary>
/// The checkout's payment step: shows the code, or says that it comes after the order.
/// </summary>
public class PaymentInfoViewComponent : NopViewComponent
{
    private readonly PaymentStepModelFactory _stepFactory;

    /// <summary>
    /// Makes the component.
    /// </summary>
    public PaymentInfoViewComponent(PaymentStepModelFactory stepFactory)
    {
        _stepFactory = stepFactory;
    }

    /// <summary>
    /// Renders the step for the current shopper's cart.
    /// </summary>
    public async Task<IViewComponentResult> InvokeAsync()
    {
        return View($"{GlaseDefaults.ViewsPath}/PaymentInfo.cshtml", await _stepFactory.PrepareAsync());
    }
}
