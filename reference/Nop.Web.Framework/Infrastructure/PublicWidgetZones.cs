namespace Nop.Web.Framework.Infrastructure;

public static class PublicWidgetZones
{
    public static string BodyEndHtmlTagBefore => "body_end_html_tag_before";

    public static string CheckoutCompletedBottom => "checkout_completed_bottom";

    public static string CheckoutCompletedTop => "checkout_completed_top";

    public static string CheckoutConfirmBottom => "checkout_confirm_bottom";

    public static string CheckoutConfirmTop => "checkout_confirm_top";

    public static string CheckoutPaymentInfoBottom => "checkout_payment_info_bottom";

    public static string CheckoutPaymentInfoTop => "checkout_payment_info_top";

    public static string CheckoutPaymentMethodBottom => "checkout_payment_method_bottom";

    public static string CheckoutPaymentMethodTop => "checkout_payment_method_top";

    public static string HeadHtmlTag => "head_html_tag";

    public static string OpcContentBefore => "opc_content_before";

    public static string OpCheckoutConfirmBottom => "op_checkout_confirm_bottom";

    public static string OpCheckoutConfirmTop => "op_checkout_confirm_top";

    public static string OpCheckoutPaymentInfoBottom => "op_checkout_payment_info_bottom";

    public static string OpCheckoutPaymentInfoTop => "op_checkout_payment_info_top";

    public static string OpCheckoutPaymentMethodBottom => "op_checkout_payment_method_bottom";

    public static string OpCheckoutPaymentMethodTop => "op_checkout_payment_method_top";

    public static string OrderDetailsPageAfterproducts => "orderdetails_page_afterproducts";

    public static string OrderDetailsPageBeforeproducts => "orderdetails_page_beforeproducts";

    public static string OrderDetailsPageBottom => "orderdetails_page_bottom";

    public static string OrderDetailsPageOverview => "orderdetails_page_overview";

    public static string OrderDetailsPageTop => "orderdetails_page_top";

    public static string OrderSummaryContentBefore => "order_summary_content_before";
}
