using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// How far a payment has come.
/// </summary>
/// <param name="Payment">
/// The payment, and with it its order, as recorded after Glase was asked; read again where an order was to be placed
/// </param>
/// <param name="IsPollFailing">Whether Glase did not answer, or its answer could not be recorded, in time</param>
/// <param name="Outcome">What became of applying the payment to its order; null when it is not paid</param>
/// <param name="Failure">
/// What kept the payment from being applied now, a <see cref="LockTimeoutException"/> when somebody else is working on it; null when
/// nothing did. Anything else has been logged, and the scheduled task finishes what is left
/// </param>
public sealed record PaymentProgressResult(GlasePayment Payment, bool IsPollFailing, ApplyOutcome? Outcome = null,
    Exception Failure = null)
{
    /// <summary>
    /// Gets whether the payment is paid, and its order is still to be completed, by another request or by the scheduled task.
    /// </summary>
    public bool IsCompleting => Outcome == ApplyOutcome.InProgress;
}
