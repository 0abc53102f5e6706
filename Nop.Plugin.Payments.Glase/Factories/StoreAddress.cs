using System.Net;
using System.Net.Sockets;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// A store's address, as seen from outside of its network.
/// </summary>
public class StoreAddress
{
    private static readonly string[] _localEndings = [".localhost", ".local", ".lan", ".internal", ".test", ".home.arpa"];

    private static readonly IPNetwork[] _localNetworks =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10")
    ];

    private readonly Uri _url;

    /// <summary>
    /// Takes an address apart.
    /// </summary>
    /// <param name="url">The address of a store, as its owner typed it</param>
    public StoreAddress(string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var complete) && !string.IsNullOrEmpty(complete.Host))
            _url = complete;
        Host = _url?.IdnHost ?? url;
    }

    /// <summary>
    /// Gets the store's host name or IP address; the whole text when it is not a complete address.
    /// </summary>
    public string Host { get; }

    /// <summary>
    /// Gets whether what goes to the store can be read and changed on the way.
    /// </summary>
    public bool IsInsecure => _url?.Scheme != Uri.UriSchemeHttps;

    /// <summary>
    /// Gets whether only this machine, or its own network, finds the store; also when the address is not complete.
    /// </summary>
    public bool IsLocal => _url is null || _url.IsLoopback
        || (IPAddress.TryParse(Host, out var ip) ? IsLocalIp(ip) : IsLocalName(Host));

    private static bool IsLocalIp(IPAddress ip)
    {
        return _localNetworks.Any(network => network.BaseAddress.AddressFamily == ip.AddressFamily && network.Contains(ip))
            || (ip.AddressFamily == AddressFamily.InterNetworkV6 && ip.IsIPv4MappedToIPv6 && IsLocalIp(ip.MapToIPv4()));
    }

    private static bool IsLocalName(string host)
    {
        return !host.Contains('.') || _localEndings.Any(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
