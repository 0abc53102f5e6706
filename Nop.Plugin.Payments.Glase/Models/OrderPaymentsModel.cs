using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// The payment of an order, as a card on its page in the admin.
/// </summary>
public record OrderPaymentsModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the payment that counts; null while the order has none, and only its payment link.
    /// </summary>
    public PaymentPanelModel Payment { get; set; }

    /// <summary>
    /// Gets or sets the payment link; null when the order cannot be paid by one.
    /// </summary>
    public OrderLinkPanelModel Link { get; set; }

    /// <summary>
    /// Gets or sets whether the admin folded the card, and nothing about the payment asks to be seen.
    /// </summary>
    public bool IsFolded { get; set; }
}
