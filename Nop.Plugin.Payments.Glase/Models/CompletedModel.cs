using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// What the shopper who has paid is told where nopCommerce does not show its page for completed orders.
/// </summary>
public record CompletedModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the order's number, as the shop writes it; null when there is no such order any more.
    /// </summary>
    public string OrderNumber { get; set; }

    /// <summary>
    /// Gets or sets what was paid, or reserved, and its reference.
    /// </summary>
    public PaymentReferenceModel Payment { get; set; }
}
