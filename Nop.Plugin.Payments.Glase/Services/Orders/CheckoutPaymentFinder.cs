using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Finds the payment of an order that is being placed.
/// </summary>
public class CheckoutPaymentFinder(PaymentStore paymentStore, LockedPayments lockedPayments, PaymentStatusRecorder statusRecorder, SafeLog log)
{
    /// <summary>
    /// Finds the payment of a request's cart, or of its order GUID, and polls Glase for it once. Glase's failure is logged, not thrown.
    /// </summary>
    /// <returns>The payment, as it was before the poll; null when there is none</returns>
    public async Task<GlasePayment> FindAndPollAsync(ProcessPaymentRequest request)
    {
        var open = await lockedPayments.GetOpenAsync(CheckoutKeys.ForCart(request.CustomerId, request.StoreId))
            ?? await paymentStore.GetByOrderGuidAsync(request.OrderGuid);
        if (open is not null)
            await PollAsync(open);
        return open;
    }

    // The payer may confirm the payment in the very second in which the order is placed.
    private async Task PollAsync(GlasePayment payment)
    {
        try
        {
            await statusRecorder.PollAsync(payment);
        }
        catch (GlaseApiException exception)
        {
            await log.WarningAsync($"{PaymentLabels.For(payment)}: its order is placed although Glase could not be asked whether " +
                $"it is paid; it will be asked again. {exception.Message}", exception);
        }
    }
}
