namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// A subscription to a watch, until it is disposed, which is to be done once.
/// </summary>
/// <param name="Registry">What the watch belongs to</param>
/// <param name="Watch">The watch</param>
/// <param name="Listener">Who is told of the payment; null for nobody</param>
internal readonly record struct PaymentSubscription(PaymentWatchRegistry Registry, PaymentWatch Watch, IPaymentListener Listener) : IDisposable
{
    public void Dispose() => Registry.Unsubscribe(this);
}
