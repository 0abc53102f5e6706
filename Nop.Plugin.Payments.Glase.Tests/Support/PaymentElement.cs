using AngleSharp.Dom;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// The payment component as it stands on a page.
/// </summary>
internal sealed class PaymentElement(IElement element)
{
    public string State => element.GetAttribute("data-state");

    public string Token => element.GetAttribute("data-glase");

    public string StatusUrl => element.GetAttribute("data-status-url");

    public string EventsUrl => element.GetAttribute("data-events-url");

    public string CompleteUrl => element.GetAttribute("data-complete-url");

    public string RenewUrl => element.GetAttribute("data-renew-url");

    public string Amount => element.QuerySelector("[data-glase-amount]")?.TextContent;

    public bool HasCode => element.QuerySelector("img.glase-qr") is not null;

    public string Message => element.QuerySelector(".glase-message")?.TextContent;

    public KeyValuePair<string, string> RequestToken => KeyValuePair.Create(
        element.GetAttribute("data-request-token-field"), element.GetAttribute("data-request-token"));

    /// <summary>
    /// Gets the invoice's reference as the app reads it out of the link.
    /// </summary>
    public string Reference => element.QuerySelector("a[href^='seqr:']")?.GetAttribute("href").Split("/R")[^1];
}
