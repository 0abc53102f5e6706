using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Polls Glase for a payment that is being watched, outside of any web request.
/// </summary>
public interface IPaymentPoller
{
    /// <summary>
    /// Asks Glase and records news; takes the invoice back when its time is over.
    /// </summary>
    /// <returns>
    /// The payment as it is now, the very same object when there is no news; null when there was no answer, which has been
    /// logged unless it was Glase that did not answer
    /// </returns>
    Task<GlasePayment> TryPollAsync(GlasePayment payment, CancellationToken cancellationToken);
}
