using System.Text.RegularExpressions;
using Nop.Services.Helpers;

namespace Sandbox.Hosting;

/// <summary>
/// Who asks, by the user agent. Programs' libraries count as search engines, as in nopCommerce; no user agent at all does not.
/// </summary>
internal sealed partial class UserAgentHelper : IUserAgentHelper
{
    private readonly IHttpContextAccessor _http;

    public UserAgentHelper(IHttpContextAccessor http)
    {
        _http = http;
    }

    private string UserAgent => _http.HttpContext?.Request.Headers.UserAgent.ToString() ?? "";

    public bool IsSearchEngine() => Crawlers().IsMatch(UserAgent);

    public bool IsMobileDevice() => Phones().IsMatch(UserAgent);

    [GeneratedRegex("bot|crawl|spider|slurp|^curl|^wget|^java|python|^go-http-client|okhttp|apache-httpclient|libwww",
        RegexOptions.IgnoreCase)]
    private static partial Regex Crawlers();

    [GeneratedRegex("mobi|android|iphone|ipod", RegexOptions.IgnoreCase)]
    private static partial Regex Phones();
}
