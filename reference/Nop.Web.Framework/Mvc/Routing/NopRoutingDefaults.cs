namespace Nop.Web.Framework.Mvc.Routing;

public static class NopRoutingDefaults
{
    public static class RouteName
    {
        public static class Generic
        {
            public static string Product => "ProductDetails";
        }
    }

    public static class RouteValue
    {
        public static string Action => "action";

        public static string Controller => "controller";

        public static string Language => "language";
    }

    public static string LanguageParameterTransformer => "lang";
}
