using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// The payment of an order, as a card on its page in the admin.
/// </summary>
public record OrderPaymentsModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the payment that counts.
    /// </summary>
    public PaymentPanelModel Payment { get; set; }

    /// <summary>
    /// Gets or sets whether the admin folded the card, and nothing about the payment asks to be seen.
    /// </summary>
    public bool IsFolded { get; set; }
}
