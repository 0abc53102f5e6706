using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Marks payments that paid no order as refunded, releases their claims, and has their shoppers told.
/// </summary>
public class RefundedPaymentMarker(OrderPaymentClaims claims, RefundNoticeStore notices, TimeProvider timeProvider)
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
        await notices.AddAsync(locked.Payment);
    }

    /// <summary>
    /// Has the cart tell its shopper that a reservation was released because no order could be placed, or that an admin decides what becomes
    /// of a payment.
    /// </summary>
    /// <param name="payment">A reservation that is over, or a payment that awaits a decision</param>
    public Task TellAsync(GlasePayment payment)
    {
        return notices.AddAsync(payment);
    }
}
