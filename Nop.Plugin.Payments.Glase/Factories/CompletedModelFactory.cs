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
public class CompletedModelFactory
{
    private readonly ICustomerService _customerService;
    private readonly IOrderService _orderService;
    private readonly IPermissionService _permissionService;
    private readonly IWorkContext _workContext;
    private readonly OrderSettings _orderSettings;
    private readonly PaymentModelFactory _modelFactory;
    private readonly StoreInformationSettings _storeInformationSettings;

    /// <summary>
    /// Makes the factory.
    /// </summary>
    public CompletedModelFactory(ICustomerService customerService, IOrderService orderService, IPermissionService permissionService,
        IWorkContext workContext, OrderSettings orderSettings, PaymentModelFactory modelFactory,
        StoreInformationSettings storeInformationSettings)
    {
        _customerService = customerService;
        _orderService = orderService;
        _permissionService = permissionService;
        _workContext = workContext;
        _orderSettings = orderSettings;
        _modelFactory = modelFactory;
        _storeInformationSettings = storeInformationSettings;
    }

    /// <summary>
    /// Prepares the page of a payment that has paid, or authorized, its order, for the shopper.
    /// </summary>
    /// <returns>The page; null where nopCommerce shows its own</returns>
    public async Task<CompletedModel> PrepareAsync(GlasePayment payment)
    {
        var order = payment.OrderId is { } orderId ? await _orderService.GetOrderByIdAsync(orderId) : null;
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
            Amount = await _modelFactory.FormatAmountAsync(payment)
        };
    }

    private async Task<bool> IsShownAsync(Order order)
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        return order is { Deleted: false } && order.CustomerId == customer.Id
            && (!_storeInformationSettings.StoreClosed
                || await _permissionService.AuthorizeAsync(StandardPermission.PublicStore.ACCESS_CLOSED_STORE))
            && await _permissionService.AuthorizeAsync(StandardPermission.PublicStore.PUBLIC_STORE_ALLOW_NAVIGATION)
            && (_orderSettings.AnonymousCheckoutAllowed || !await _customerService.IsGuestAsync(customer));
    }
}
