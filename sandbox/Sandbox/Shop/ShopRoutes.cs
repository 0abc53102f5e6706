using Nop.Core.Http;

namespace Sandbox.Shop;

/// <summary>nopCommerce's route names at nopCommerce's addresses, as far as the shop has the pages.</summary>
internal static class ShopRoutes
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        void Route(string name, string pattern, string controller, string action) =>
            endpoints.MapControllerRoute(name, pattern, new { controller, action });

        endpoints.MapControllerRoute("areaRoute", "{area:exists}/{controller=Home}/{action=Index}/{id?}");
        Route(NopRouteNames.General.HOMEPAGE, "", "Home", "Index");
        Route(NopRouteNames.General.LOGIN, "login", "Customer", "Login");
        Route(NopRouteNames.Standard.LOGOUT, "logout", "Customer", "Logout");
        Route(NopRouteNames.Standard.STORE_CLOSED, "storeclosed", "Common", "StoreClosed");
        Route(NopRouteNames.Standard.CHANGE_LANGUAGE, "changelanguage/{langid:min(0)}", "Common", "SetLanguage");
        Route(NopRouteNames.Standard.CHANGE_CURRENCY, "changecurrency/{customercurrency:min(0)}", "Common", "SetCurrency");
        Route("ProductDetails", "product/{productId:min(1)}", "Product", "Details");
        Route(NopRouteNames.General.CART, "cart", "ShoppingCart", "Cart");
        Route(NopRouteNames.General.CUSTOMER_ORDERS, "order/history", "Order", "CustomerOrders");
        Route("CancelOrder", "orderdetails/cancelorder/{orderId}", "Order", "CancelOrder");
        Route(NopRouteNames.Standard.ORDER_DETAILS, "orderdetails/{orderId:min(0)}", "Order", "Details");

        Route(NopRouteNames.Standard.CHECKOUT, "checkout", "Checkout", "Index");
        Route(NopRouteNames.Standard.CHECKOUT_ONE_PAGE, "onepagecheckout", "Checkout", "OnePageCheckout");
        Route(NopRouteNames.Standard.CHECKOUT_BILLING_ADDRESS, "checkout/billingaddress", "Checkout", "BillingAddress");
        Route(NopRouteNames.Standard.CHECKOUT_SHIPPING_METHOD, "checkout/shippingmethod", "Checkout", "ShippingMethod");
        Route(NopRouteNames.Standard.CHECKOUT_PAYMENT_METHOD, "checkout/paymentmethod", "Checkout", "PaymentMethod");
        Route(NopRouteNames.Standard.CHECKOUT_PAYMENT_INFO, "checkout/paymentinfo", "Checkout", "PaymentInfo");
        Route(NopRouteNames.Standard.CHECKOUT_CONFIRM, "checkout/confirm", "Checkout", "Confirm");
        Route(NopRouteNames.Standard.CHECKOUT_COMPLETED, "checkout/completed/{orderId:int?}", "Checkout", "Completed");
        foreach (var step in new[]
                 {
                     "OpcSaveBilling", "OpcSaveShippingMethod", "OpcSavePaymentMethod", "OpcSavePaymentInfo", "OpcConfirmOrder",
                     "OpcCompleteRedirectionPayment"
                 })
            Route(step, $"checkout/{step}", "Checkout", step);
        endpoints.MapControllerRoute("Default", "{controller=Home}/{action=Index}/{id?}");
    }
}
