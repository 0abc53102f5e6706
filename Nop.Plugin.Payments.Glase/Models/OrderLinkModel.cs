using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// The payment link of an order as its customer sees it.
/// </summary>
public record OrderLinkModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the link's token.
    /// </summary>
    public string Token { get; set; }

    /// <summary>
    /// Gets or sets a code that leads to the link, as the data URL of a picture.
    /// </summary>
    public string QrCodeUrl { get; set; }
}
