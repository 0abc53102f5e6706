using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Web.Framework.Components;
using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Components;

/// <summary>
/// Shows Glase's reference of the payment on the page that a finished checkout ends on.
/// </summary>
public class PaymentReferenceViewComponent(PaymentStore paymentStore, CompletedModelFactory modelFactory) : NopViewComponent
{
    /// <summary>
    /// Renders the reference; nothing for orders that were not paid with Glase.
    /// </summary>
    /// <param name="widgetZone">The zone it is asked for</param>
    /// <param name="additionalData">The page's model, which nopCommerce has checked to be the shopper's own order</param>
    public async Task<IViewComponentResult> InvokeAsync(string widgetZone, object additionalData)
    {
        if (OrderIdOf(additionalData) is not { } orderId
            || await paymentStore.GetByOrderIdAsync(orderId) is not { IsApplied: true } payment)
            return Content("");

        return View($"{GlaseDefaults.ViewsPath}/PaymentReference.cshtml", await modelFactory.PrepareReferenceAsync(payment));
    }

    // The completed page's model is a type of Nop.Web, which plugins do not reference; it carries the order's id.
    private static int? OrderIdOf(object model)
    {
        return model is BaseNopModel ? model.GetType().GetProperty("OrderId")?.GetValue(model) as int? : null;
    }
}
