using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// Receipts to be sent immediately, in the background.
/// </summary>
public interface IReceiptQueue
{
    /// <summary>
    /// Asks for a payment's receipt to be sent. Returns at once and throws nothing. What finds no room, or is lost with the
    /// process, the scheduled task does.
    /// </summary>
    /// <param name="payment">The payment as it is stored, with the attempt claimed by <see cref="GlasePayment.ScheduleReceipt"/></param>
    void Add(GlasePayment payment);
}
