using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Voids the payment of an authorized order: releases its reservation.
/// </summary>
public class OrderVoidService(PaymentStore paymentStore, LockedPayments lockedPayments, InvoiceCanceller canceller,
    OfflineVoidRecorder offlineVoids, OrderNotes notes, UncachedEntityReader entityReader)
{
    /// <summary>
    /// Releases an order's reservation. Errors are returned in the result, not thrown.
    /// </summary>
    public async Task<VoidPaymentResult> VoidAsync(Order order)
    {
        if (await paymentStore.GetReservationAsync(order) is not { } payment)
            return new VoidPaymentResult { Errors = [OrderActionErrors.NoReservation] };

        try
        {
            return await lockedPayments.RunAsync(payment.Id, locked => VoidAsync(order, locked.Payment));
        }
        catch (LockTimeoutException)
        {
            return new VoidPaymentResult { Errors = [OrderActionErrors.Busy("released")] };
        }
        catch (GlaseApiException exception)
        {
            return new VoidPaymentResult { Errors = [exception.Message] };
        }
    }

    /// <summary>
    /// Releases an order's reservation, and voids the order's payment, where nopCommerce offers neither because the order's total is
    /// zero. Errors are returned, not thrown.
    /// </summary>
    /// <param name="paymentId">The reservation</param>
    /// <returns>The errors; none when it was released</returns>
    public async Task<IList<string>> ReleaseAsync(int paymentId)
    {
        try
        {
            return await lockedPayments.RunAsync(paymentId, async locked => await ReleaseAsync(locked.Payment));
        }
        catch (LockTimeoutException)
        {
            return [OrderActionErrors.Busy("released")];
        }
    }

    private async Task<IList<string>> ReleaseAsync(GlasePayment payment)
    {
        var order = await entityReader.GetOrderAsync(payment.OrderId);
        if (order is not { OrderTotal: 0, PaymentStatus: PaymentStatus.Authorized }
            || (await paymentStore.GetReservationAsync(order))?.Id != payment.Id)
            return ["Void the order's payment with its own button instead."];

        var result = await VoidAsync(order);
        if (!result.Success)
            return result.Errors;

        // It may have been changed while Glase was asked. What is not authorized any more needs no voiding.
        order = await entityReader.GetOrderAsync(order.Id);
        if (order.PaymentStatus == PaymentStatus.Authorized)
            await offlineVoids.RecordAsync(order);
        await notes.AddOnceAsync(order.Id, ReservationReleaser.ReleasedNote(payment, "the order total is zero"));
        return [];
    }

    private async Task<VoidPaymentResult> VoidAsync(Order order, GlasePayment payment)
    {
        // nopCommerce read its copy before, and saves all of it after this: an order that was paid in another way meanwhile stays paid.
        if (OrderActionErrors.Changed(order, await entityReader.GetOrderAsync(order.Id), "released") is { } error)
            return new VoidPaymentResult { Errors = [error] };

        var current = await canceller.ReleaseAsync(payment);
        return current.IsClosed
            ? new VoidPaymentResult { NewPaymentStatus = PaymentStatus.Voided }
            : new VoidPaymentResult { Errors = [GetVoidError(current)] };
    }

    private static string GetVoidError(GlasePayment payment)
    {
        return payment.Status == GlasePaymentStatus.Paid
            ? "This was captured meanwhile and cannot be voided any more. Refund it instead."
            : "The payer is in the middle of it. Wait a moment and try again.";
    }
}
