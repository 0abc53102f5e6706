namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// A server and one pair of credentials there: what failures are counted for, so that one store's bad server or shop
/// credentials do not stop another store's payments.
/// </summary>
internal readonly record struct GlaseAccount(string Server, bool IsShop, string Id)
{
    public static GlaseAccount Of(GlaseConnection connection, bool shop)
    {
        return new(connection.ServiceUrl?.ToString(), shop, shop ? connection.ShopId : connection.TerminalId);
    }
}
