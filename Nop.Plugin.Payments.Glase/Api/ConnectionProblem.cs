using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Text.RegularExpressions;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Words for why no connection came about, as far as the network's exception tells.
/// </summary>
internal static partial class ConnectionProblem
{
    /// <summary>
    /// What to do about a proxy that answers 407.
    /// </summary>
    public const string ProxyCredentials =
        "The shop's proxy rejects the credentials. Correct proxysettings.username and proxysettings.password under Configuration, Settings, All settings.";

    private const string NothingSent = "Nothing was sent.";

    /// <param name="connection">Where the request was to go</param>
    /// <param name="cause">The network's exception; null when it is another one</param>
    /// <returns>What is wrong and what to do, as sentences; null when the exception does not tell</returns>
    public static string Describe(GlaseConnection connection, HttpRequestException cause)
    {
        var host = connection.ServiceUrl.Host;
        if (cause is ProxySettingsException)
            return $"the shop's proxy settings could not be read, because its database or cache does not answer. {NothingSent}";

        return cause?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError =>
                $"no address was found for the name {host}, or for that of the shop's proxy. {NothingSent} Check the server's address on the "
                + "plugin's Configure page, and the name server (DNS) of the shop's machine.",
            HttpRequestError.ProxyTunnelError => DescribeProxy(host, ProxyStatus(cause)),
            HttpRequestError.SecureConnectionError when Certificate(cause) is { } certificate =>
                $"the certificate of {host} {certificate}. {NothingSent} Check the server's address on the plugin's Configure page; if it is right, "
                + "check the clock and the trusted certificates of the shop's machine, and whether a proxy replaces certificates.",
            HttpRequestError.SecureConnectionError =>
                $"no encrypted connection to {host}: it does not speak TLS, or none of the versions that the shop's machine allows. {NothingSent} "
                + "Check the server's address on the plugin's Configure page.",
            _ => null
        };
    }

    private static string DescribeProxy(string host, int? status)
    {
        if (status == (int)HttpStatusCode.ProxyAuthenticationRequired)
            return $"the shop's proxy did not connect to {host}: it answered HTTP 407. {NothingSent} {ProxyCredentials}";

        var answer = status is { } known ? string.Create(CultureInfo.InvariantCulture, $": it answered HTTP {known}") : null;
        return $"the shop's proxy did not connect to {host}{answer}. {NothingSent} Check proxysettings under Configuration, Settings, All settings, and "
            + $"ask the administrator of the proxy to allow {host}.";
    }

    // The exception has the status in its message only.
    private static int? ProxyStatus(HttpRequestException cause)
    {
        if (cause.StatusCode is { } status)
            return (int)status;
        return StatusInMessage().Match(cause.Message) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;
    }

    // The names of the errors are those of .NET's SslPolicyErrors and X509ChainStatusFlags, which no language translates.
    private static string Certificate(HttpRequestException cause)
    {
        if (cause.InnerException is not AuthenticationException { Message: var message } || !message.Contains("certificate", StringComparison.OrdinalIgnoreCase))
            return null;
        if (message.Contains("NotTimeValid", StringComparison.Ordinal))
            return "has expired or is not valid yet";
        if (message.Contains("NameMismatch", StringComparison.Ordinal))
            return "is for another name";
        return message.Contains("Revoked", StringComparison.Ordinal)
            ? "was revoked"
            : "is not trusted: no authority that the shop's machine knows has signed it";
    }

    [GeneratedRegex(@"'(\d{3})'", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex StatusInMessage();
}
