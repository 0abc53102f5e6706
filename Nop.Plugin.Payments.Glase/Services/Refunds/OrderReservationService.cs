using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Captures and voids an order's reservation.
/// </summary>
public class OrderReservationService(IGlaseClient client, GlaseConnectionProvider connections, PaymentStore paymentStore,
    LockedPayments lockedPayments, OrderPaymentClaims claims, InvoiceCanceller canceller, IOrderService orderService,
    OrderCurrency orderCurrency, OrderNotes notes, OrderReferenceWriter referenceWriter, PaymentApplier applier,
    PaymentStatusRecorder statusRecorder, UncachedEntityReader entityReader, TimeProvider timeProvider)
{
    private const string CapturedBefore = "Glase reports that this was already captured. The order is marked as paid with it, immediately or " +
        "within a few minutes: reload it.";

    private const string ChangedMeanwhile = "The order was changed meanwhile, and nothing was captured: reload it and try again.";

    private const string NothingToCapture = "The order total is zero, so there is nothing to capture. Release the reservation in the " +
        "card \"Glase payment\" of this order.";

    private const string NotKnown = "This order has no Glase reservation.";

    /// <summary>
    /// Turns an order's reservation into a payment. Capturing again after a lost answer captures nothing twice: a reservation
    /// can be committed once. What goes wrong is said in the result, never thrown.
    /// </summary>
    public async Task<CapturePaymentResult> CaptureAsync(Order order)
    {
        if (await FindAsync(order) is not { } payment)
            return new CapturePaymentResult { Errors = [NotKnown] };

        try
        {
            return await lockedPayments.RunAsync(payment.Id, locked => CaptureAsync(order, locked.Payment));
        }
        catch (Exception exception) when (exception is GlaseApiException or TimeoutException)
        {
            return new CapturePaymentResult { Errors = [exception.Message] };
        }
    }

    /// <summary>
    /// Gives an order's reservation back to the payer. What goes wrong is said in the result, never thrown.
    /// </summary>
    public async Task<VoidPaymentResult> VoidAsync(Order order)
    {
        if (await FindAsync(order) is not { } payment)
            return new VoidPaymentResult { Errors = [NotKnown] };

        try
        {
            var current = await canceller.CancelAsync(payment, GlasePaymentStatus.Canceled);
            return current.IsClosed
                ? new VoidPaymentResult { NewPaymentStatus = PaymentStatus.Voided }
                : new VoidPaymentResult { Errors = [GetVoidError(current)] };
        }
        catch (Exception exception) when (exception is GlaseApiException or TimeoutException)
        {
            return new VoidPaymentResult { Errors = [exception.Message] };
        }
    }

    /// <summary>
    /// Releases an order's reservation, and voids the order's payment, where nopCommerce offers neither because the order comes to
    /// nothing. What goes wrong is said in the result, never thrown.
    /// </summary>
    /// <param name="paymentId">The reservation</param>
    /// <returns>What went wrong; nothing when it was released</returns>
    public async Task<IList<string>> ReleaseAsync(int paymentId)
    {
        var payment = await paymentStore.GetByIdAsync(paymentId);
        var order = await entityReader.GetOrderAsync(payment.OrderId);
        if (order is not { OrderTotal: 0, PaymentStatus: PaymentStatus.Authorized } || (await FindAsync(order))?.Id != paymentId)
            return ["Void the order's payment with its own button instead."];

        var result = await VoidAsync(order);
        if (!result.Success)
            return result.Errors;

        order = await entityReader.GetOrderAsync(order.Id);
        order.PaymentStatus = PaymentStatus.Voided;
        await orderService.UpdateOrderAsync(order);
        await notes.AddOnceAsync(order.Id, ReservationReleaser.ReleasedNote(payment, "the order total is zero"));
        return [];
    }

    // The one that authorizes the order, whatever else was paid for it.
    private async Task<GlasePayment> FindAsync(Order order)
    {
        var payments = await paymentStore.GetAllByOrderIdAsync(order.Id);
        return payments.FirstOrDefault(payment => payment.InvoiceReference is not null
            && payment.InvoiceReference == order.AuthorizationTransactionId) ?? payments.FirstOrDefault();
    }

    private async Task<CapturePaymentResult> CaptureAsync(Order order, GlasePayment known)
    {
        // nopCommerce read it when the page was opened, or the button pressed, and saves all of it after this.
        var stored = await entityReader.GetOrderAsync(order.Id);
        if (stored.Deleted || stored.OrderStatus == OrderStatus.Cancelled || stored.PaymentStatus != order.PaymentStatus
            || stored.OrderTotal != order.OrderTotal)
            return new CapturePaymentResult { Errors = [ChangedMeanwhile] };

        var payment = await statusRecorder.PollAsync(known);
        var isOurs = false;
        if (payment.Status == GlasePaymentStatus.Reserved)
        {
            var amount = CurrencyDecimals.Round(order.OrderTotal, payment.CurrencyCode);
            if (amount <= 0)
                return new CapturePaymentResult { Errors = [NothingToCapture] };
            var currencyCode = await orderCurrency.GetCodeAsync(stored);
            if (!OrderCurrency.IsSame(payment.CurrencyCode, currencyCode))
                return new CapturePaymentResult { Errors = [OtherCurrency(payment, amount, currencyCode)] };
            if (amount > payment.HeldAmount)
                return new CapturePaymentResult { Errors = [TooMuch(payment, amount)] };

            isOurs = await TryCaptureAsync(payment, amount);
            payment = await statusRecorder.PollAsync(payment);
        }

        if (!payment.IsPaidInFull)
            return new CapturePaymentResult { Errors = [GetCaptureError(payment)] };
        if (!isOurs || !await claims.TryClaimAsync(payment.Id, order.OrderGuid, payment.PaidOnUtc))
        {
            // Somebody else captured it, or an answer came late: nopCommerce must not count it as paid once more.
            await applier.ApplyAsync(payment);
            return new CapturePaymentResult { Errors = [CapturedBefore] };
        }

        await referenceWriter.WriteAsync(order, payment.ErsReference);
        return new CapturePaymentResult { NewPaymentStatus = PaymentStatus.Paid, CaptureTransactionId = payment.ErsReference };
    }

    // False when Glase had nothing reserved any more. Whether it was captured, only the status tells.
    private async Task<bool> TryCaptureAsync(GlasePayment payment, decimal amount)
    {
        var connection = await connections.GetAsync(payment.StoreId);

        // Recorded first: should the answer be lost, the scheduled task asks what became of it.
        await lockedPayments.UpdateAsync(payment.Id, reserved => reserved.BeginCapture(amount, timeProvider.GetUtcNow().UtcDateTime));
        try
        {
            await client.CommitReservationAsync(connection, payment.InvoiceReference, new Amount(amount, payment.CurrencyCode));
            return true;
        }
        catch (GlaseApiException exception) when (exception.OutcomeUnknown)
        {
            return true;
        }
        catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvoiceStateNotReserved)
        {
            return false;
        }
        catch (GlaseApiException)
        {
            // Glase said no: all of it is still reserved.
            await lockedPayments.UpdateAsync(payment.Id, reserved => reserved.RecordCaptureRefused());
            throw;
        }
    }

    private static string TooMuch(GlasePayment payment, decimal amount)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"The order comes to {amount:0.00} {payment.CurrencyCode}, but only {payment.HeldAmount:0.00} {payment.CurrencyCode} is ") +
            "reserved. Lower the order's total, or void the reservation and let the shopper pay again.";
    }

    private static string OtherCurrency(GlasePayment payment, decimal amount, string currencyCode)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"The order comes to {amount:0.00} {currencyCode}, but {payment.HeldAmount:0.00} {payment.CurrencyCode} is reserved. Void the ") +
            "reservation and let the shopper pay again.";
    }

    private static string GetCaptureError(GlasePayment payment)
    {
        return payment.Status switch
        {
            GlasePaymentStatus.Reserved => "Glase still holds the reservation and has captured nothing. Try again.",
            GlasePaymentStatus.Paid => payment.LastError,
            _ when payment.IsClosed => "The reservation is over: it was released to the payer or has expired. Void the order's payment.",
            _ => NotKnown
        };
    }

    private static string GetVoidError(GlasePayment payment)
    {
        return payment.Status == GlasePaymentStatus.Paid
            ? "This was captured meanwhile and cannot be voided any more. Refund it instead."
            : "The payer is in the middle of it. Wait a moment and try again.";
    }
}
