using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// One refund of a payment, recorded before it is sent so that it is never sent twice.
/// </summary>
/// <remarks>Times are UTC; the amount is in the payment's currency.</remarks>
public class GlaseRefund : BaseEntity
{
    /// <summary>
    /// Gets or sets the payment that is refunded.
    /// </summary>
    public int InvoiceId { get; set; }

    /// <summary>
    /// Gets or sets which refund of its payment this is, from 1. Unique within the payment, so that of two admins, or two
    /// nodes of the shop, who send the next one only one succeeds.
    /// </summary>
    public int Number { get; set; }

    /// <summary>
    /// Gets or sets the amount.
    /// </summary>
    public decimal Amount { get; set; }

    /// <summary>
    /// Gets or sets the status as it is stored; see <see cref="Status"/>.
    /// </summary>
    public int StatusId { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference of the refund; null unless it succeeded.
    /// </summary>
    public string ErsReference { get; set; }

    /// <summary>
    /// Gets or sets why it was refused or is unknown, in words for the store owner; null otherwise.
    /// </summary>
    public string Error { get; set; }

    /// <summary>
    /// Gets or sets when it was recorded.
    /// </summary>
    public DateTime CreatedOnUtc { get; set; }

    /// <summary>
    /// Gets or sets what is known of it.
    /// </summary>
    public GlaseRefundStatus Status
    {
        get => (GlaseRefundStatus)StatusId;
        set => StatusId = (int)value;
    }
}
