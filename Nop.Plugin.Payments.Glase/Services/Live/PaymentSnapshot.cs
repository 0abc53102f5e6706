using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// The state of a payment as its subscribers see it.
/// </summary>
/// <param name="Payment">The payment as it was recorded last</param>
/// <param name="IsPollFailing">Whether the last question to Glase went unanswered</param>
public sealed record PaymentSnapshot(GlasePayment Payment, bool IsPollFailing)
{
    /// <summary>
    /// Gets whether nothing more is to be expected.
    /// </summary>
    public bool IsFinal => !Payment.CanChangeAtGlase;

    /// <summary>
    /// Gets whether a page would show the same of two versions of a payment.
    /// </summary>
    internal static bool ShowsSame(GlasePayment payment, GlasePayment other)
    {
        return other.Status == payment.Status && other.Amount == payment.Amount && other.DraftHash == payment.DraftHash
            && other.IsAmountOutdated == payment.IsAmountOutdated
            && other.ExpiresOnUtc == payment.ExpiresOnUtc && other.InvoiceReference == payment.InvoiceReference
            && other.InvoiceVersion == payment.InvoiceVersion && other.CustomerId == payment.CustomerId;
    }
}
