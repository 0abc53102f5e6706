using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Which payments an admin looks for. What is null or empty does not matter.
/// </summary>
public sealed record PaymentFilter
{
    /// <summary>
    /// Gets the number of the order, as the shop writes it.
    /// </summary>
    public string OrderNumber { get; init; }

    /// <summary>
    /// Gets Glase's reference of an invoice, a payment or a refund.
    /// </summary>
    public string Reference { get; init; }

    /// <summary>
    /// Gets a part of the shopper's email address: of the account, or of the order's billing address.
    /// </summary>
    public string Email { get; init; }

    /// <summary>
    /// Gets the status.
    /// </summary>
    public GlasePaymentStatus? Status { get; init; }

    /// <summary>
    /// Gets whether only payments that were confirmed but have no order are wanted.
    /// </summary>
    public bool WithoutOrder { get; init; }

    /// <summary>
    /// Gets the customer.
    /// </summary>
    public int? CustomerId { get; init; }

    /// <summary>
    /// Gets the time now (UTC) when only payments are wanted that wait for an admin's decision, or have a refund whose outcome is unknown.
    /// </summary>
    public DateTime? NeedsAttentionAtUtc { get; init; }

    /// <summary>
    /// Gets the time now (UTC) when only payments are wanted that wait for their payer.
    /// </summary>
    public DateTime? WaitingAtUtc { get; init; }

    /// <summary>
    /// Gets from when on they were paid (UTC).
    /// </summary>
    public DateTime? PaidFromUtc { get; init; }

    /// <summary>
    /// Gets before when they were paid (UTC).
    /// </summary>
    public DateTime? PaidBeforeUtc { get; init; }

    /// <summary>
    /// Gets the time (UTC) within which a refund of them was made, whose end is not part of it.
    /// </summary>
    public (DateTime FromUtc, DateTime BeforeUtc)? Refunded { get; init; }

    /// <summary>
    /// Gets from when on they were made (UTC).
    /// </summary>
    public DateTime? FromUtc { get; init; }

    /// <summary>
    /// Gets before when they were made (UTC).
    /// </summary>
    public DateTime? BeforeUtc { get; init; }
}
