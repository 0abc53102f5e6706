using Microsoft.AspNetCore.Http;
using Nop.Core;
using Nop.Core.Domain.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// The public URLs of a payment. They contain its random token, never an order or invoice number.
/// </summary>
/// <remarks>
/// What the shopper's browser uses is a path: the browser alone knows by which scheme, host and port it reached the shop, which a proxy in front
/// of it may have changed. What Glase uses is an absolute URL.
/// </remarks>
public class PaymentUrls(IHttpContextAccessor httpContextAccessor, IWebHelper webHelper)
{
    /// <summary>
    /// Where all of the plugin's public addresses begin.
    /// </summary>
    public const string Root = "glase";

    /// <summary>
    /// Gets the path of the shop's home page.
    /// </summary>
    public string Shop() => PathBase + "/";

    /// <summary>
    /// Gets the path of the page that shows the payment.
    /// </summary>
    public string Pay(string token) => Path(token, null);

    /// <summary>
    /// Gets the path of the payment's state as JSON.
    /// </summary>
    public string Status(string token) => Path(token, "status");

    /// <summary>
    /// Gets the path of the payment's state as server-sent events.
    /// </summary>
    public string Events(string token) => Path(token, "events");

    /// <summary>
    /// Gets the path that turns a paid payment into an order.
    /// </summary>
    public string Complete(string token) => Path(token, "complete");

    /// <summary>
    /// Gets the path that cancels the code of a cart.
    /// </summary>
    public string Cancel(string token) => Path(token, "cancel");

    /// <summary>
    /// Gets the path that completes a paid order and leads to it.
    /// </summary>
    public string Return(string token) => Path(token, "return");

    /// <summary>
    /// Gets the path that puts a changed cart back as it was paid, and completes the order.
    /// </summary>
    public string PutBack(string token) => Path(token, "putback");

    /// <summary>
    /// Gets the path that closes the notice of a refund.
    /// </summary>
    public string CloseNotice(string token) => Path(token, "notice");

    /// <summary>
    /// Gets the path that answers with a new code.
    /// </summary>
    public string Renew(string token) => Path(token, "renew");

    /// <summary>
    /// Gets the path that answers with a code for the shopper's cart when there was none to renew.
    /// </summary>
    public string RenewCart() => $"{PathBase}/{Root}/renew";

    /// <summary>
    /// Gets the URL that Glase calls when the invoice was paid (Glase API: notificationUrl).
    /// </summary>
    /// <param name="token">The payment's token</param>
    /// <param name="store">The payment's store: Glase calls its own address, never the one that the current request came in by</param>
    public string Notification(string token, Store store) => Absolute(token, "notification", store);

    /// <summary>
    /// Gets the URL that the phone's browser opens afterwards (Glase API: backURL).
    /// </summary>
    /// <param name="token">The payment's token</param>
    /// <param name="store">The payment's store; see <see cref="Notification"/></param>
    public string Return(string token, Store store) => Absolute(token, "return", store);

    private string PathBase => httpContextAccessor.HttpContext?.Request.PathBase.ToUriComponent();

    private string Path(string token, string action)
    {
        return action is null ? $"{PathBase}/{Root}/{token}" : $"{PathBase}/{Root}/{token}/{action}";
    }

    private string Absolute(string token, string action, Store store)
    {
        var location = (StoreLocation.Of(store)?.AbsoluteUri ?? webHelper.GetStoreLocation()).TrimEnd('/');
        return $"{location}/{Root}/{token}/{action}";
    }
}
