using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// One payment in the admin's list.
/// </summary>
public record PaymentListItemModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the payment's id.
    /// </summary>
    public int PaymentId { get; set; }

    /// <summary>
    /// Gets or sets when it was made, in the admin's time zone.
    /// </summary>
    public string Time { get; set; }

    /// <summary>
    /// Gets or sets what is known of it, in words.
    /// </summary>
    public string State { get; set; }

    /// <summary>
    /// Gets or sets the colour of the state, by the ending of Bootstrap's class names.
    /// </summary>
    public string StateStyle { get; set; }

    /// <summary>
    /// Gets or sets the amount with its currency.
    /// </summary>
    public string Amount { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference of the payment, or else of the invoice; null when there is none.
    /// </summary>
    public string Reference { get; set; }

    /// <summary>
    /// Gets or sets the order; null when there is none.
    /// </summary>
    public int? OrderId { get; set; }

    /// <summary>
    /// Gets or sets the order's number, as the shop writes it.
    /// </summary>
    public string OrderNumber { get; set; }

    /// <summary>
    /// Gets or sets the shopper.
    /// </summary>
    public int CustomerId { get; set; }

    /// <summary>
    /// Gets or sets the e-mail address of the shopper's account, or else of whom the invoice goes to; null when there is none.
    /// </summary>
    public string Email { get; set; }
}
