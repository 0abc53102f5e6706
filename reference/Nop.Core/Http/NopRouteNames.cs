namespace Nop.Core.Http;

public static class NopRouteNames
{
    public static class General
    {
        public const string LOGIN = "Login";

        public const string HOMEPAGE = "Homepage";

        public const string CUSTOMER_ORDERS = "CustomerOrders";

        public const string CONTACT_US = "ContactUs";

        public const string CART = "ShoppingCart";
    }

    public static class Standard
    {
        public const string LOGOUT = "Logout";

        public const string CHANGE_CURRENCY = "ChangeCurrency";

        public const string CHANGE_LANGUAGE = "ChangeLanguage";

        public const string CHECKOUT = "Checkout";

        public const string CHECKOUT_ONE_PAGE = "CheckoutOnePage";

        public const string CHECKOUT_SHIPPING_ADDRESS = "CheckoutShippingAddress";

        public const string CHECKOUT_BILLING_ADDRESS = "CheckoutBillingAddress";

        public const string CHECKOUT_SHIPPING_METHOD = "CheckoutShippingMethod";

        public const string CHECKOUT_PAYMENT_METHOD = "CheckoutPaymentMethod";

        public const string CHECKOUT_PAYMENT_INFO = "CheckoutPaymentInfo";

        public const string CHECKOUT_CONFIRM = "CheckoutConfirm";

        public const string CHECKOUT_COMPLETED = "CheckoutCompleted";

        public const string ORDER_DETAILS = "OrderDetails";

        public const string STORE_CLOSED = "StoreClosed";
    }
}
