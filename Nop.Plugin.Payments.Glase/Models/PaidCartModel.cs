using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// What the shopper is told whose cart is paid already.
/// </summary>
public record PaidCartModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the amount with its currency, formatted for the shopper's language.
    /// </summary>
    public string Amount { get; set; }

    /// <summary>
    /// Gets or sets whether the amount is reserved, and charged later.
    /// </summary>
    public bool IsReserved { get; set; }

    /// <summary>
    /// Gets or sets the address that completes the order and leads to it.
    /// </summary>
    public string CompleteUrl { get; set; }

    /// <summary>
    /// Gets or sets where something is still to be chosen before the order can be completed; the cart when it is empty.
    /// </summary>
    public CheckoutStep OpenStep { get; set; }

    /// <summary>
    /// Gets or sets whether the shopper is in the checkout already, whose own buttons lead on.
    /// </summary>
    public bool IsInCheckout { get; set; }
}
