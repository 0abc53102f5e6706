using Nop.Core;
using Nop.Core.Domain.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// The public URLs of a payment. They contain its random token, never an order or invoice number.
/// </summary>
public class PaymentUrls(IWebHelper webHelper)
{
    /// <summary>
    /// Where all of the plugin's public addresses begin.
    /// </summary>
    public const string Root = "glase";

    /// <summary>
    /// Gets the page that shows the payment.
    /// </summary>
    public string Pay(string token) => Absolute(token, null);

    /// <summary>
    /// Gets the address of the payment's state as JSON.
    /// </summary>
    public string Status(string token) => Absolute(token, "status");

    /// <summary>
    /// Gets the address of the payment's state as server-sent events.
    /// </summary>
    public string Events(string token) => Absolute(token, "events");

    /// <summary>
    /// Gets the address that turns a paid payment into an order.
    /// </summary>
    public string Complete(string token) => Absolute(token, "complete");

    /// <summary>
    /// Gets the address that answers with a new code.
    /// </summary>
    public string Renew(string token) => Absolute(token, "renew");

    /// <summary>
    /// Gets the address that answers with a code for the shopper's cart when there was none to renew.
    /// </summary>
    public string RenewCart() => $"{webHelper.GetStoreLocation().TrimEnd('/')}/{Root}/renew";

    /// <summary>
    /// Gets the address that Glase calls when the invoice was paid (Glase API: notificationUrl).
    /// </summary>
    /// <param name="token">The payment's token</param>
    /// <param name="store">The payment's store: Glase calls its own address, never the one that the current request came in by</param>
    public string Notification(string token, Store store) => Absolute(token, "notification", store);

    /// <summary>
    /// Gets the address that the phone's browser opens afterwards (Glase API: backURL).
    /// </summary>
    /// <param name="token">The payment's token</param>
    /// <param name="store">The payment's store; see <see cref="Notification"/></param>
    public string Return(string token, Store store) => Absolute(token, "return", store);

    private string Absolute(string token, string action, Store store = null)
    {
        var location = store is null ? null : StoreLocation.Of(store)?.AbsoluteUri;
        location = (location ?? webHelper.GetStoreLocation()).TrimEnd('/');
        return action is null ? $"{location}/{Root}/{token}" : $"{location}/{Root}/{token}/{action}";
    }
}
