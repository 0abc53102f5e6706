using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Common;
using Nop.Web.Framework.Components;
using Nop.Web.Framework.Infrastructure;

namespace Nop.Plugin.Payments.Glase.Components;

/// <summary>
/// Tells a shopper in the cart and in the checkout that the cart is paid already, and how to get the order.
/// </summary>
public class PaidCartViewComponent(OtherMethodGuard guard, PaymentTexts texts, CartReadiness readiness,
    IGenericAttributeService genericAttributeService, IWorkContext workContext, IStoreContext storeContext) : NopViewComponent
{
    private const string Checkout = "Checkout";
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
        if (HttpContext.Items.ContainsKey(_isShown) || await guard.FindPaidAsync() is not { } payment
            || widgetZone == PublicWidgetZones.OrderSummaryContentBefore && await IsBesidePaymentAsync())
            return Content("");

        HttpContext.Items[_isShown] = true;
        return View($"{GlaseDefaults.ViewsPath}/PaidCart.cshtml", new PaidCartModel
        {
            Amount = await texts.FormatAsync(payment),
            IsReserved = payment.Status == GlasePaymentStatus.Reserved,
            CompleteUrl = Url.RouteUrl(GlaseDefaults.Routes.Return, new { token = payment.Token }),
            OpenStep = await readiness.GetOpenStepAsync(await workContext.GetCurrentCustomerAsync(),
                (await storeContext.GetCurrentStoreAsync()).Id),
            IsInCheckout = RouteData.Values["controller"] as string == Checkout
        });
    }

    private async Task<bool> IsBesidePaymentAsync()
    {
        return RouteData.Values["action"] is string action && _paymentStep.Contains(action, StringComparer.OrdinalIgnoreCase)
            && await genericAttributeService.GetAttributeAsync<string>(await workContext.GetCurrentCustomerAsync(),
                NopCustomerDefaults.SelectedPaymentMethodAttribute,
                (await storeContext.GetCurrentStoreAsync()).Id) == GlaseDefaults.SystemName;
    }
}
