using System.ComponentModel;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Nop.Core;
using Nop.Core.Http;

namespace Sandbox.Hosting;

/// <summary>Addresses of the shop and the current request. Outside of a request the store's own address counts.</summary>
internal sealed class WebHelper : IWebHelper
{
    private readonly IHttpContextAccessor _http;
    private readonly Lazy<IStoreContext> _storeContext;

    public WebHelper(IHttpContextAccessor http, Lazy<IStoreContext> storeContext)
    {
        _http = http;
        _storeContext = storeContext;
    }

    public bool IsRequestBeingRedirected =>
        _http.HttpContext?.Response.StatusCode is StatusCodes.Status301MovedPermanently or StatusCodes.Status302Found;

    public bool IsPostBeingDone
    {
        get => _http.HttpContext?.Items[NopHttpDefaults.IsPostBeingDoneRequestItem] is true;
        set => _http.HttpContext.Items[NopHttpDefaults.IsPostBeingDoneRequestItem] = value;
    }

    private HttpRequest Request => _http.HttpContext?.Request;

    public string GetUrlReferrer() => Request?.Headers.Referer.ToString() ?? string.Empty;

    public string GetCurrentIpAddress() => _http.HttpContext?.Connection.RemoteIpAddress?.MapToIPv4().ToString() ?? string.Empty;

    public string GetThisPageUrl(bool includeQueryString, bool? useSsl = null, bool lowercaseUrl = false)
    {
        if (Request is null)
            return string.Empty;

        var url = GetStoreLocation(useSsl).TrimEnd('/') + Request.Path
            + (includeQueryString ? Request.QueryString.ToString() : "");
        return lowercaseUrl ? url.ToLowerInvariant() : url;
    }

    public bool IsCurrentConnectionSecured() => Request?.IsHttps ?? false;

    public string GetStoreHost(bool useSsl)
    {
        return Request is null ? string.Empty : $"{(useSsl ? Uri.UriSchemeHttps : Uri.UriSchemeHttp)}://{Request.Host}/";
    }

    public string GetStoreLocation(bool? useSsl = null)
    {
        var location = Request is null
            ? _storeContext.Value.GetCurrentStore().Url
            : GetStoreHost(useSsl ?? IsCurrentConnectionSecured()).TrimEnd('/') + Request.PathBase;
        return location.TrimEnd('/') + "/";
    }

    public string ModifyQueryString(string url, string key, params string[] values)
    {
        var bare = RemoveQueryString(url, key);
        return values.Length == 0 ? bare : QueryHelpers.AddQueryString(bare, key, string.Join(',', values));
    }

    public string RemoveQueryString(string url, string key, string value = null)
    {
        var parts = url.Split('?', 2);
        if (parts.Length < 2)
            return url;

        var kept = QueryHelpers.ParseQuery(parts[1])
            .SelectMany(parameter => parameter.Value, (parameter, item) => KeyValuePair.Create(parameter.Key, item))
            .Where(parameter => parameter.Key != key
                || (value is not null && !string.Equals(parameter.Value, value, StringComparison.Ordinal)));
        return parts[0] + new QueryBuilder(kept);
    }

    public T QueryString<T>(string name)
    {
        var value = Request?.Query[name].ToString();
        return string.IsNullOrEmpty(value)
            ? default
            : (T)TypeDescriptor.GetConverter(typeof(T)).ConvertFromInvariantString(value);
    }

    public bool IsLocalRequest(HttpRequest req)
    {
        var connection = req.HttpContext.Connection;
        return connection.RemoteIpAddress is { } remote
            && (remote.Equals(connection.LocalIpAddress) || System.Net.IPAddress.IsLoopback(remote));
    }

    public string GetRawUrl(HttpRequest request) => $"{request.PathBase}{request.Path}{request.QueryString}";

    public bool IsAjaxRequest(HttpRequest request) => request?.Headers.XRequestedWith.ToString() == "XMLHttpRequest";
}
