using Nop.Core;
using Nop.Core.Domain;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares what the shopper who has paid is told where nopCommerce does not show its page for completed orders: in a closed
/// store, or where the owner has shut guests out meanwhile.
/// </summary>
public class CompletedModelFactory(ICustomerService customerService, IOrderService orderService,
    IPermissionService permissionService, IWorkContext workContext, OrderSettings orderSettings,
    PaymentTexts texts, StoreInformationSettings storeInformationSettings)
{
    /// <summary>
    /// Prepares the page of a payment that has paid, or authorized, its order, for the shopper.
    /// </summary>
    /// <returns>The page; null where nopCommerce shows its own</returns>
    public async Task<CompletedModel> PrepareAsync(GlasePayment payment)
    {
        var order = payment.OrderId is { } orderId ? await orderService.GetOrderByIdAsync(orderId) : null;
        if (await IsShownAsync(order))
            return null;

        return new CompletedModel
        {
            OrderNumber = order?.CustomOrderNumber,
            Payment = await PrepareReferenceAsync(payment)
        };
    }

    /// <summary>
    /// Prepares what names a payment that has paid, or authorized, its order.
    /// </summary>
    public async Task<PaymentReferenceModel> PrepareReferenceAsync(GlasePayment payment)
    {
        return new PaymentReferenceModel
        {
            IsReserved = payment.Status == GlasePaymentStatus.Reserved,
            Reference = payment.ErsReference ?? payment.InvoiceReference,
            Amount = await texts.FormatAsync(payment)
        };
    }

    private async Task<bool> IsShownAsync(Order order)
    {
        var customer = await workContext.GetCurrentCustomerAsync();
        return order is { Deleted: false } && order.CustomerId == customer.Id
            && (!storeInformationSettings.StoreClosed
                || await permissionService.AuthorizeAsync(StandardPermission.PublicStore.ACCESS_CLOSED_STORE))
            && await permissionService.AuthorizeAsync(StandardPermission.PublicStore.PUBLIC_STORE_ALLOW_NAVIGATION)
            && (orderSettings.AnonymousCheckoutAllowed || !await customerService.IsGuestAsync(customer));
    }
}
