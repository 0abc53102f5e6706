namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Is told of a watched payment. Its methods are called while the watch is locked: they only note what they are told.
/// </summary>
internal interface IPaymentListener
{
    /// <summary>
    /// Tells the state of the payment: at first, at each change, and every 5 seconds the very same one again as a heartbeat.
    /// </summary>
    void Tell(PaymentSnapshot snapshot);

    /// <summary>
    /// Tells that the shop stops: no state follows.
    /// </summary>
    void End();
}
