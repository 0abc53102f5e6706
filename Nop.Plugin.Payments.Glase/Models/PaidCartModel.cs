using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// What the shopper is told whose cart is paid already, or was refunded.
/// </summary>
public record PaidCartModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets what is so, ready to show.
    /// </summary>
    public string Text { get; set; }

    /// <summary>
    /// Gets or sets where something is still to be chosen before the order can be completed; the cart when it is empty.
    /// </summary>
    public CheckoutStep OpenStep { get; set; }

    /// <summary>
    /// Gets or sets whether the cart costs something else than was paid, or nopCommerce would not order it as it is.
    /// </summary>
    public bool IsChanged { get; set; }

    /// <summary>
    /// Gets or sets where the shopper can do something about what nopCommerce would not order the cart for: in the cart, or in the checkout.
    /// </summary>
    public CheckoutStep RemedyStep { get; set; }

    /// <summary>
    /// Gets or sets whether the shopper can do nothing about the payment.
    /// </summary>
    public bool HasNothingToDo { get; set; }

    /// <summary>
    /// Gets or sets the payment's own page.
    /// </summary>
    public string PayUrl { get; set; }

    /// <summary>
    /// Gets or sets the address that completes the order and leads to it; null when it cannot be completed as the cart is.
    /// </summary>
    public string CompleteUrl { get; set; }

    /// <summary>
    /// Gets or sets the address to post to that puts the cart back as it was paid, and completes the order; null when it cannot.
    /// </summary>
    public string PutBackUrl { get; set; }

    /// <summary>
    /// Gets or sets the address to post to that closes the notice; null when it stays as long as it is true.
    /// </summary>
    public string CloseUrl { get; set; }

    /// <summary>
    /// Gets or sets whether the shopper is in the checkout already, whose own buttons lead on.
    /// </summary>
    public bool IsInCheckout { get; set; }

    /// <summary>
    /// Gets or sets whether the notice stands in a form of nopCommerce, where it can have no form of its own.
    /// </summary>
    public bool IsInForm { get; set; }

    /// <summary>
    /// Gets whether the order cannot be completed before the shopper does something else.
    /// </summary>
    public bool IsBlocked => IsChanged || OpenStep != CheckoutStep.None;
}
