namespace Nop.Services.Messages;

public static class TokenGroupNames
{
    public static string StoreTokens => "Store tokens";

    public static string CustomerTokens => "Customer tokens";

    public static string OrderTokens => "Order tokens";
}
