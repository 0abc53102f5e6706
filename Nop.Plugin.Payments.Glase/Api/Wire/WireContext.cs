namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's clientContext: who calls, and how the call can be found again.
/// </summary>
internal static class WireContext
{
    public static void Write(RequestWriter request, GlaseOperation operation, GlaseConnection connection, string clientReference)
    {
        var shop = operation.UsesShopCredentials();
        request.Open("context"u8);
        request.Text("channel"u8, "ClientWS");
        request.Text("clientComment"u8, WireText.Clean(
            string.IsNullOrEmpty(connection.ClientComment) ? GlaseConnection.DefaultClientComment : connection.ClientComment, 80));
        request.Text("clientId"u8, WireText.Clean(connection.ClientId, 80));
        request.Text("clientReference"u8, clientReference);
        request.Value("clientRequestTimeout"u8, 0);
        request.Open("initiatorPrincipalId"u8);
        request.Text("id"u8, shop ? connection.ShopId : connection.TerminalId);
        request.Text("type"u8, shop ? "RESELLERUSER" : "TERMINALID");
        request.Text("userId"u8, shop ? connection.ShopUserId : null);
        request.Close("initiatorPrincipalId"u8);
        request.Text("password"u8, shop ? connection.ShopPassword : connection.Password);
        request.Close("context"u8);
    }
}
