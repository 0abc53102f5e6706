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
    /// Gets or sets the address of the payment's page, which completes the order.
    /// </summary>
    public string PayUrl { get; set; }
}
