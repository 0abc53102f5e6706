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
    /// <param name="paymentId">The payment, whose receipt is recorded as due</param>
    void Add(int paymentId);
}
