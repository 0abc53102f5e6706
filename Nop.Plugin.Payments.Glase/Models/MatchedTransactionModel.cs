using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A payment or refund that Glase and the shop have alike.
/// </summary>
public record MatchedTransactionModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets when, by the shop's clock and in the admin's time zone.
    /// </summary>
    public string Time { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference.
    /// </summary>
    public string Reference { get; set; }

    /// <summary>
    /// Gets or sets the amount with its currency; below zero for a refund.
    /// </summary>
    public string Amount { get; set; }

    /// <summary>
    /// Gets the payment.
    /// </summary>
    public IList<GridLinkModel> Payments { get; } = [];

    /// <summary>
    /// Gets or sets the order; null when there is none.
    /// </summary>
    public GridLinkModel Order { get; set; }
}
