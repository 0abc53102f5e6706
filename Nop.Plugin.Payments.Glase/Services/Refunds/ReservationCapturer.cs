using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Has Glase capture a reservation. The capture is recorded before it is sent.
/// </summary>
public class ReservationCapturer(IGlaseClient client, GlaseConnectionProvider connections, LockedPayments lockedPayments,
    OrderCurrency orderCurrency, TimeProvider timeProvider)
{
    private const string NothingToCapture = "The order total is zero, so there is nothing to capture. Release the reservation in the " +
        "card \"Glase payment\" of this order.";

    /// <summary>
    /// Gets why an order's total cannot be captured from a reservation, in words for an admin; null when it can.
    /// </summary>
    public async Task<string> FindErrorAsync(GlasePayment payment, Order order)
    {
        var amount = CurrencyDecimals.Round(order.OrderTotal, payment.CurrencyCode);
        if (amount <= 0)
            return NothingToCapture;
        var currencyCode = await orderCurrency.GetCodeAsync(order);
        if (!OrderCurrency.IsSame(payment.CurrencyCode, currencyCode))
            return OtherCurrency(payment, amount, currencyCode);
        return amount > payment.HeldAmount ? TooMuch(payment, amount) : null;
    }

    /// <summary>
    /// Has Glase capture a reservation.
    /// </summary>
    /// <param name="payment">The reservation</param>
    /// <param name="amount">How much to capture, in the payment's currency</param>
    /// <returns>
    /// False when Glase had nothing reserved any more. Whether it was captured, also when its answer was lost, only the status says
    /// </returns>
    /// <exception cref="GlaseApiException">Glase refused it: all of it is still reserved</exception>
    public async Task<bool> TryCaptureAsync(GlasePayment payment, decimal amount)
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
            // Refused: all of it is still reserved.
            await lockedPayments.UpdateAsync(payment.Id, reserved => reserved.RecordCaptureRefused());
            throw;
        }
    }

    private static string TooMuch(GlasePayment payment, decimal amount)
    {
        return $"The order comes to {CurrencyDecimals.Format(amount, payment.CurrencyCode)}, but only " +
            $"{CurrencyDecimals.Format(payment.HeldAmount, payment.CurrencyCode)} is reserved. Lower the order's total, or void " +
            "the reservation and let the shopper pay again.";
    }

    private static string OtherCurrency(GlasePayment payment, decimal amount, string currencyCode)
    {
        return $"The order comes to {CurrencyDecimals.Format(amount, currencyCode)}, but " +
            $"{CurrencyDecimals.Format(payment.HeldAmount, payment.CurrencyCode)} is reserved. Void the reservation and let the shopper pay again.";
    }
}
