using Nop.Core.Http;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// The steps of the checkout, as nopCommerce's pages and scripts name them.
/// </summary>
public static class CheckoutSections
{
    /// <summary>
    /// Gets the name that a step's section has in the checkout on one page; null for no step.
    /// </summary>
    public static string NameOf(CheckoutStep step)
    {
        return step switch
        {
            CheckoutStep.None => null,
            CheckoutStep.Cart => "cart",
            CheckoutStep.BillingAddress => "billing",
            CheckoutStep.ShippingAddress => "shipping",
            _ => "shipping_method"
        };
    }

    /// <summary>
    /// Gets the route of a step's page. The checkout on one page leads from each of them to itself.
    /// </summary>
    public static string RouteOf(CheckoutStep step)
    {
        return step switch
        {
            CheckoutStep.Cart => NopRouteNames.General.CART,
            CheckoutStep.BillingAddress => NopRouteNames.Standard.CHECKOUT_BILLING_ADDRESS,
            CheckoutStep.ShippingAddress => NopRouteNames.Standard.CHECKOUT_SHIPPING_ADDRESS,
            _ => NopRouteNames.Standard.CHECKOUT_SHIPPING_METHOD
        };
    }
}
