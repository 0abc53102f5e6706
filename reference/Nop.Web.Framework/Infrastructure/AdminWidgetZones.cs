namespace Nop.Web.Framework.Infrastructure;

public static class AdminWidgetZones
{
    public static string OrderDetailsBlock => "admin_order_details_block";

    public static string OrderDetailsButtons => "admin_order_details_buttons";
}
