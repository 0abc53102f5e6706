using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// The card on a customer's page in the admin.
/// </summary>
public record CustomerPaymentsModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the customer.
    /// </summary>
    public int CustomerId { get; set; }

    /// <summary>
    /// Gets or sets how many payments the customer has.
    /// </summary>
    public int Count { get; set; }

    /// <summary>
    /// Gets or sets whether the card is folded.
    /// </summary>
    public bool IsFolded { get; set; }
}
