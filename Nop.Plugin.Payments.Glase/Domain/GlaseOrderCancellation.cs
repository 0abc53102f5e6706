using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// Records that the shop cancelled an unpaid order automatically. It does so once per order: an order that was re-opened is
/// not cancelled again.
/// </summary>
/// <remarks>Times are UTC.</remarks>
public class GlaseOrderCancellation : BaseEntity
{
    /// <summary>
    /// Gets or sets the order. Unique.
    /// </summary>
    public int OrderId { get; set; }

    /// <summary>
    /// Gets or sets when the shop began to cancel the order, or an admin re-opened it.
    /// </summary>
    public DateTime CreatedOnUtc { get; set; }

    /// <summary>
    /// Gets or sets when the order was cancelled, or re-opened: from then on the shop leaves it alone. Null when the process died,
    /// or nopCommerce failed, in between: then the shop cancels it again.
    /// </summary>
    public DateTime? CompletedOnUtc { get; set; }
}
