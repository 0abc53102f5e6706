using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Tells the nodes of the shop that a payment was saved.
/// </summary>
public interface IPaymentChangePublisher
{
    /// <summary>
    /// Publishes that a payment was saved. It returns at once and never throws: what is lost on the way is found by
    /// <see cref="GlasePayment.ChangeNumber"/>.
    /// </summary>
    /// <param name="payment">The payment as it was saved</param>
    void Publish(GlasePayment payment);
}
