using Nop.Core.Domain.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Where a store is reached, by what its owner entered, whatever host the current request came in by.
/// </summary>
public static class StoreLocation
{
    /// <summary>
    /// Gets a store's address: its URL, by https where the store uses that; else its first host value.
    /// </summary>
    /// <param name="store">The store; null for one that was deleted</param>
    /// <returns>The address; null when there is no store, or it has neither a complete URL nor a host value</returns>
    public static Uri Of(Store store)
    {
        var hosts = Hosts(store);
        if (!TryRead(store?.Url, out var url) && (hosts.Count == 0 || !TryRead($"{Uri.UriSchemeHttp}://{hosts[0]}/", out url)))
            return null;
        if (store is not { SslEnabled: true } || url.Scheme == Uri.UriSchemeHttps)
            return url;
        return new UriBuilder(url) { Scheme = Uri.UriSchemeHttps, Port = url.IsDefaultPort ? -1 : url.Port }.Uri;
    }

    /// <summary>
    /// Gets the host values by which nopCommerce recognizes a store: names with their port, if they have one.
    /// </summary>
    /// <param name="store">The store; null for one that was deleted, which has none</param>
    public static IReadOnlyList<string> Hosts(Store store)
    {
        return (store?.Hosts ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static bool TryRead(string text, out Uri url)
    {
        return Uri.TryCreate(text?.Trim(), UriKind.Absolute, out url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.Host.Length > 0;
    }
}
