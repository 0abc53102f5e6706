using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Names the other payments of a payment's order for admins.
/// </summary>
public class OtherPaymentsFactory(AdminTexts texts, PaymentStore paymentStore)
{
    /// <summary>
    /// Adds them to a payment's panel.
    /// </summary>
    public async Task AddAsync(PaymentPanelModel model, GlasePayment payment)
    {
        if (payment.OrderId is not { } orderId)
            return;

        foreach (var other in await paymentStore.GetAllByOrderIdAsync(orderId))
        {
            if (other.Id != payment.Id)
                model.OtherPayments.Add((other.Id, await texts.PanelAsync("OtherPayment", await texts.WriteAsync(other.CreatedOnUtc),
                    await texts.StatusAsync(other))));
        }
    }
}
