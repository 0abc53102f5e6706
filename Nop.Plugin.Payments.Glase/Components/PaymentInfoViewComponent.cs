using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Web.Framework.Components;

namespace Nop.Plugin.Payments.Glase.Components;

/// <summary>
/// The checkout's payment step: shows the code, or says that it comes after the order.
/// </summary>
public class PaymentInfoViewComponent(CartPaymentService cartPaymentService, PaymentStepModelFactory stepFactory) : NopViewComponent
{
    /// <summary>
    /// Renders the step for the current shopper's cart.
    /// </summary>
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var result = await cartPaymentService.GetPayableAsync();
        return View($"{GlaseDefaults.ViewsPath}/PaymentInfo.cshtml", await stepFactory.PrepareAsync(result));
    }
}
