using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A finished payment on the order's pages.
/// </summary>
public record PaymentReferenceModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets whether Glase holds the money for the shop, which has not taken it yet.
    /// </summary>
    public bool IsReserved { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference of the payment (ersReference), which the shopper's receipt in the app carries too; that of
    /// the invoice while the money is only reserved.
    /// </summary>
    public string Reference { get; set; }

    /// <summary>
    /// Gets or sets the amount paid with its currency, formatted for the shopper's language; null when not known.
    /// </summary>
    public string Amount { get; set; }
}
