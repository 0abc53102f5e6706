using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Web.Framework.Components;
using Nop.Web.Framework.Infrastructure;

namespace Nop.Plugin.Payments.Glase.Components;

/// <summary>
/// Tells a shopper in the cart and in the checkout that the cart is paid already, and how to get the order; and after a refund that it was.
/// </summary>
public class PaidCartViewComponent(OtherMethodGuard guard, PaidCartModelFactory modelFactory, CartChargeTextFactory chargeTexts,
    RefundNoticeStore notices, IWorkContext workContext, IStoreContext storeContext) : NopViewComponent
{
    private const string Checkout = "Checkout";
    private const string OnePage = "Opc";
    private static readonly object _isShown = new();

    // nopCommerce's actions that render the payment step.
    private static readonly string[] _paymentStep =
    [
        "PaymentInfo", "OpcSaveBilling", "OpcSaveShipping", "OpcSaveShippingMethod", "OpcSavePaymentMethod"
    ];

    /// <summary>
    /// Renders the notice once in a page; nothing where the cart is not paid, and beside the payment itself.
    /// </summary>
    /// <param name="widgetZone">The zone it is asked for</param>
    public async Task<IViewComponentResult> InvokeAsync(string widgetZone)
    {
        if (HttpContext.Items.ContainsKey(_isShown)
            || widgetZone == PublicWidgetZones.OrderSummaryContentBefore && await IsBesidePaymentAsync()
            || await PrepareAsync() is not { } model)
            return Content("");

        HttpContext.Items[_isShown] = true;
        return View($"{GlaseDefaults.ViewsPath}/PaidCart.cshtml", model with
        {
            IsInCheckout = RouteData.Values["controller"] as string == Checkout,
            // The checkout on one page renders each of its steps into a form.
            IsInForm = widgetZone == PublicWidgetZones.OpCheckoutPaymentMethodTop
                || RouteData.Values["action"] is string action && action.StartsWith(OnePage, StringComparison.OrdinalIgnoreCase)
        });
    }

    private async Task<PaidCartModel> PrepareAsync()
    {
        if (await guard.FindPaidAsync() is { } paid)
            return paid.IsToBeOrdered ? await modelFactory.PrepareAsync(paid.Payment) : await modelFactory.PrepareUndecidedAsync(paid.Payment);
        return await notices.FindAsync(await workContext.GetCurrentCustomerAsync(), (await storeContext.GetCurrentStoreAsync()).Id) is { } refunded
            ? await modelFactory.PrepareRefundedAsync(refunded)
            : null;
    }

    private async Task<bool> IsBesidePaymentAsync()
    {
        return RouteData.Values["action"] is string action && _paymentStep.Contains(action, StringComparer.OrdinalIgnoreCase)
            && await chargeTexts.IsChosenAsync();
    }
}
