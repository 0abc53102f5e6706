using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Captures an order's reservation.
/// </summary>
public class OrderCaptureService(PaymentStore paymentStore, LockedPayments lockedPayments, OrderPaymentClaims claims,
    OrderReferenceWriter referenceWriter, PaymentApplier applier, PaymentStatusRecorder statusRecorder, UncachedEntityReader entityReader,
    ReservationCapturer capturer)
{
    private const string CapturedBefore = "Glase reports that this was already captured. The order is marked as paid with it, immediately or " +
        "within a few minutes: reload it.";

    /// <summary>
    /// Captures an order's reservation. Idempotent, also after a lost answer: Glase commits a reservation once. Errors are returned in
    /// the result, not thrown.
    /// </summary>
    public async Task<CapturePaymentResult> CaptureAsync(Order order)
    {
        if (await paymentStore.GetReservationAsync(order) is not { } payment)
            return new CapturePaymentResult { Errors = [OrderActionErrors.NoReservation] };

        try
        {
            return await lockedPayments.RunAsync(payment.Id, locked => CaptureAsync(order, locked.Payment));
        }
        catch (LockTimeoutException)
        {
            return new CapturePaymentResult { Errors = [OrderActionErrors.Busy("captured")] };
        }
        catch (GlaseApiException exception)
        {
            return new CapturePaymentResult { Errors = [exception.Message] };
        }
    }

    private async Task<CapturePaymentResult> CaptureAsync(Order order, GlasePayment known)
    {
        // nopCommerce read its copy when the page was opened, or the button pressed, and saves all of it after this.
        var stored = await entityReader.GetOrderAsync(order.Id);
        if (OrderActionErrors.Changed(order, stored, "captured") is { } changed)
            return new CapturePaymentResult { Errors = [changed] };

        var payment = await statusRecorder.PollAsync(known);
        var isOurs = false;
        if (payment.Status == GlasePaymentStatus.Reserved)
        {
            if (await capturer.FindErrorAsync(payment, stored) is { } error)
                return new CapturePaymentResult { Errors = [error] };

            isOurs = await capturer.TryCaptureAsync(payment, CurrencyDecimals.Round(stored.OrderTotal, payment.CurrencyCode));
            payment = await statusRecorder.PollAsync(payment);
        }

        if (!payment.IsPaidInFull)
            return new CapturePaymentResult { Errors = [GetCaptureError(payment)] };
        if (!isOurs || !await claims.TryClaimAsync(payment.Id, order.OrderGuid, isUnderLock: false, payment.PaidOnUtc))
        {
            // Another request captured it, or an answer came late: nopCommerce must not record the payment a second time.
            await applier.ApplyAsync(payment);
            return new CapturePaymentResult { Errors = [CapturedBefore] };
        }

        await referenceWriter.WriteAsync(order, payment.ErsReference);
        return new CapturePaymentResult { NewPaymentStatus = PaymentStatus.Paid, CaptureTransactionId = payment.ErsReference };
    }

    private static string GetCaptureError(GlasePayment payment)
    {
        return payment.Status switch
        {
            GlasePaymentStatus.Reserved => "Glase still holds the reservation and has captured nothing. Try again.",
            GlasePaymentStatus.Paid => payment.LastError,
            _ when payment.IsClosed => "The reservation is over: it was released to the payer or has expired. Void the order's payment.",
            _ => OrderActionErrors.NoReservation
        };
    }
}
