using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// Says which order a payment was handed to. Unique by payment and by order: whatever becomes of locks, the database lets a
/// payment pay one order only, and an order be paid by one payment only.
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
}
