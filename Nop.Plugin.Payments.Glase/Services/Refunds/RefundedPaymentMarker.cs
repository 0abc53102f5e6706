using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Marks payments that paid no order as refunded, and releases their claims.
/// </summary>
public class RefundedPaymentMarker(OrderPaymentClaims claims, TimeProvider timeProvider)
{
    /// <summary>
    /// Marks a payment as refunded.
    /// </summary>
    /// <param name="locked">A payment that no order is paid with</param>
    /// <param name="text">How it was refunded; its LastError from then on</param>
    public async Task MarkAsync(LockedPayment locked, string text)
    {
        await claims.ReleaseAsync(locked.Payment.Id);
        locked.Payment.RecordError(text);
        locked.Payment.MarkRefunded(timeProvider.GetUtcNow().UtcDateTime);
        await locked.SaveAsync();
    }
}
