using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// Schedules the receipt of a payment that was applied to its order, where the store wants receipts.
/// </summary>
public class ReceiptScheduler(GlaseConnectionProvider connections, IReceiptQueue queue)
{
    /// <summary>
    /// Claims the attempt to send the receipt of a payment, in the very update that records it as applied: so none is forgotten, however
    /// soon the process ends. Of a reservation, only the capture pays.
    /// </summary>
    /// <param name="payment">A payment that has just been applied and is about to be stored</param>
    public async Task ScheduleAsync(GlasePayment payment)
    {
        if (payment is { Status: GlasePaymentStatus.Paid, ReceiptSubmittedOnUtc: null }
            && (await connections.GetSettingsAsync(payment.StoreId)).SubmitReceipt)
            payment.ScheduleReceipt(ReceiptRetryPolicy.AttemptLease);
    }

    /// <summary>
    /// Has the receipt sent soon, if one is due, and waits for nothing.
    /// </summary>
    /// <param name="payment">A payment that is stored as applied</param>
    public void Enqueue(GlasePayment payment)
    {
        if (payment.ReceiptDueOnUtc is not null)
            queue.Add(payment.Copy());
    }
}
