using Nop.Core;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Common;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the card about payments on an order's page in the admin.
/// </summary>
public class OrderPaymentsModelFactory(PaymentStore paymentStore, PaymentPanelModelFactory panelFactory,
    IGenericAttributeService genericAttributeService, IWorkContext workContext)
{
    /// <summary>
    /// The admin's own attribute that says whether the card is folded.
    /// </summary>
    public const string HideBlockAttribute = "OrderPage.HideGlaseBlock";

    /// <summary>
    /// Prepares the card.
    /// </summary>
    /// <param name="orderId">The order</param>
    /// <param name="link">Its payment link; null when it has none</param>
    /// <returns>The card; null when the order has neither a Glase payment nor a payment link, or the account is a vendor's</returns>
    public async Task<OrderPaymentsModel> PrepareAsync(int orderId, OrderLinkPanelModel link = null)
    {
        if (await workContext.GetCurrentVendorAsync() is not null)
            return null;

        var payments = await paymentStore.GetAllByOrderIdAsync(orderId);
        if (payments.Count == 0 && link is null)
            return null;

        var panel = payments.Count > 0
            ? await panelFactory.PrepareAsync(payments.FirstOrDefault(payment => payment.AwaitsDecision) ?? payments[0], onOwnPage: false) with { Link = link }
            : null;
        var admin = await workContext.GetCurrentCustomerAsync();
        return new OrderPaymentsModel
        {
            Payment = panel,
            Link = link,
            IsFolded = panel is not { Tasks.Count: > 0 } && await genericAttributeService.GetAttributeAsync<bool>(admin, HideBlockAttribute)
        };
    }
}
