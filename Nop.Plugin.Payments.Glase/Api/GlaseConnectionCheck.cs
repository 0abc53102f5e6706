using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Whether a connection has what an operation needs.
/// </summary>
internal static class GlaseConnectionCheck
{
    /// <returns>What is wrong, in words; null when nothing is</returns>
    public static string Problem(GlaseOperation operation, GlaseConnection connection)
    {
        if (connection.ServiceUrl is not { IsAbsoluteUri: true, Scheme: "https" or "http" })
            return "the server's address is missing or is no http(s) address";
        if (operation.UsesShopCredentials() ? connection.IsShopPasswordUnreadable : connection.IsPasswordUnreadable)
            return $"the {(operation.UsesShopCredentials() ? "shop's" : "terminal's")} password cannot be decrypted, because the shop's " +
                "encryption key is not the one it was stored with; enter the password again on the plugin's Configure page";

        return operation.UsesShopCredentials()
            ? Credential(connection.ShopId, "shop id") ?? Credential(connection.ShopUserId, "shop's user id")
                ?? Credential(connection.ShopPassword, "shop's password")
            : Credential(connection.TerminalId, "terminal id") ?? Credential(connection.Password, "terminal's password");
    }

    private static string Credential(string value, string name)
    {
        if (string.IsNullOrEmpty(value))
            return $"the {name} is missing";

        return WireText.IsClean(value) ? null : $"the {name} holds a character that cannot be sent";
    }
}
