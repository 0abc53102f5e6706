using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// One payment in the admin's list.
/// </summary>
public record PaymentListItemModel : BaseNopEntityModel
{
    /// <summary>
    /// Gets or sets when it was made, in the admin's time zone.
    /// </summary>
    public DateTime CreatedOn { get; set; }

    /// <summary>
    /// Gets or sets what is known of it, in words.
    /// </summary>
    public string Status { get; set; }

    /// <summary>
    /// Gets or sets the colour of the status, as nopCommerce's order list names it.
    /// </summary>
    public string StatusColor { get; set; }

    /// <summary>
    /// Gets or sets the amount with its currency.
    /// </summary>
    public string Amount { get; set; }

    /// <summary>
    /// Gets or sets what arrived, in words, where that is another amount than was asked for; else null.
    /// </summary>
    public string Arrived { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference of the payment, or else of the invoice; null when there is none.
    /// </summary>
    public string Reference { get; set; }

    /// <summary>
    /// Gets or sets the order; null when there is none.
    /// </summary>
    public int? OrderId { get; set; }

    /// <summary>
    /// Gets or sets the order's number, as the shop writes it; null when there is no order.
    /// </summary>
    public string OrderNumber { get; set; }

    /// <summary>
    /// Gets or sets the shopper.
    /// </summary>
    public int CustomerId { get; set; }

    /// <summary>
    /// Gets or sets the email address of the shopper's account, or else of whom the invoice goes to, or else what guests are called.
    /// </summary>
    public string Customer { get; set; }
}
