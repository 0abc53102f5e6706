using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares what shoppers see on the page of a payment, which says so when its order gets no new code.
/// </summary>
public class OrderPaymentModelFactory(ClosedOrderReason closedReason, PaymentModelFactory modelFactory)
{
    /// <summary>
    /// Prepares the model of a payment.
    /// </summary>
    public async Task<PaymentModel> PrepareAsync(GlasePayment payment)
    {
        return await closedReason.FindAsync(payment) is { } reason
            ? await modelFactory.PrepareClosedAsync(payment, reason)
            : await modelFactory.PrepareAsync(payment, onOwnPage: true);
    }

    /// <inheritdoc cref="PaymentModelFactory.PrepareUnavailableForOrderAsync" />
    public Task<PaymentModel> PrepareUnavailableAsync(string token) => modelFactory.PrepareUnavailableForOrderAsync(token);
}
