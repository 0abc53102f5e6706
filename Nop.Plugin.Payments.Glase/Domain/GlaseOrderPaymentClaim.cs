using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// Claims a payment for exactly one order. Unique indexes on payment and order enforce this even if a lock fails: one order
/// per payment, and one payment per order.
/// </summary>
public class GlaseOrderPaymentClaim : BaseEntity
{
    /// <summary>
    /// Gets or sets the payment. Unique.
    /// </summary>
    public int PaymentId { get; set; }

    /// <summary>
    /// Gets or sets the GUID of the order, which may be about to be saved. Unique.
    /// </summary>
    public Guid OrderGuid { get; set; }

    /// <summary>
    /// Gets or sets when it was claimed (UTC).
    /// </summary>
    public DateTime ClaimedOnUtc { get; set; }

    /// <summary>
    /// Gets or sets whether the payment's lock is held until the order is placed or marked as paid, so that a later holder of the lock knows
    /// that nobody does that any more. Not when nopCommerce places the order in its own confirm step.
    /// </summary>
    public bool IsUnderLock { get; set; }
}
