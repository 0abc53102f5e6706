using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// What those who look at a payment are told.
/// </summary>
/// <param name="Invoice">The payment as it was recorded last</param>
/// <param name="IsTroubled">Whether the last question to Glase went unanswered</param>
public sealed record PaymentSnapshot(GlaseInvoice Invoice, bool IsTroubled)
{
    /// <summary>
    /// Gets whether nothing more is to be expected.
    /// </summary>
    public bool IsFinal => !Invoice.AwaitsGlase;
}
