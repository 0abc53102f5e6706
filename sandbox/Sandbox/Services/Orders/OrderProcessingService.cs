using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Services.Catalog;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Sandbox.Services.Orders;

/// <summary>Everything nopCommerce does to orders; each part is in a class of its own.</summary>
internal sealed class OrderProcessingService : IOrderProcessingService
{
    private readonly Lazy<OrderPlacement> _placement;
    private readonly OrderStatuses _statuses;
    private readonly OrderPayments _payments;
    private readonly PaymentRequests _requests;
    private readonly IOrderService _orders;
    private readonly ICustomerService _customers;
    private readonly IProductService _products;
    private readonly IShoppingCartService _carts;
    private readonly IOrderTotalCalculationService _totals;
    private readonly OrderSettings _settings;

    public OrderProcessingService(
        Lazy<OrderPlacement> placement, OrderStatuses statuses, OrderPayments payments, PaymentRequests requests,
        IOrderService orders, ICustomerService customers, IProductService products, IShoppingCartService carts,
        IOrderTotalCalculationService totals, OrderSettings settings)
    {
        _placement = placement;
        _statuses = statuses;
        _payments = payments;
        _requests = requests;
        _orders = orders;
        _customers = customers;
        _products = products;
        _carts = carts;
        _totals = totals;
        _settings = settings;
    }

    public Task CheckOrderStatusAsync(Order order) => _statuses.CheckAsync(order);

    public Task<PlaceOrderResult> PlaceOrderAsync(ProcessPaymentRequest processPaymentRequest) =>
        _placement.Value.PlaceAsync(processPaymentRequest);

    public Task DeleteOrderAsync(Order order) => _statuses.DeleteAsync(order);

    public bool CanCancelOrder(Order order) => order.OrderStatus != OrderStatus.Cancelled;

    public Task CancelOrderAsync(Order order, bool notifyCustomer) => _statuses.CancelAsync(order);

    public bool CanMarkOrderAsAuthorized(Order order) =>
        order.OrderStatus != OrderStatus.Cancelled && order.PaymentStatus == PaymentStatus.Pending;

    public Task MarkAsAuthorizedAsync(Order order) => _statuses.MarkAsAuthorizedAsync(order);

    public Task<bool> CanCaptureAsync(Order order) => _payments.CanCaptureAsync(order);

    public Task<IList<string>> CaptureAsync(Order order) => _payments.CaptureAsync(order);

    public bool CanMarkOrderAsPaid(Order order) => OrderStatuses.CanMarkAsPaid(order);

    public Task MarkOrderAsPaidAsync(Order order) => _statuses.MarkAsPaidAsync(order);

    public Task<bool> CanRefundAsync(Order order) => _payments.CanRefundAsync(order);

    public Task<IList<string>> RefundAsync(Order order) => _payments.RefundAsync(order);

    public bool CanRefundOffline(Order order) => OrderPayments.CanRefundOffline(order);

    public Task RefundOfflineAsync(Order order) => _payments.RefundOfflineAsync(order);

    public Task<bool> CanPartiallyRefundAsync(Order order, decimal amountToRefund) =>
        _payments.CanPartiallyRefundAsync(order, amountToRefund);

    public Task<IList<string>> PartiallyRefundAsync(Order order, decimal amountToRefund) =>
        _payments.PartiallyRefundAsync(order, amountToRefund);

    public bool CanPartiallyRefundOffline(Order order, decimal amountToRefund) =>
        OrderPayments.CanPartiallyRefundOffline(order, amountToRefund);

    public Task PartiallyRefundOfflineAsync(Order order, decimal amountToRefund) =>
        _payments.PartiallyRefundOfflineAsync(order, amountToRefund);

    public Task<bool> CanVoidAsync(Order order) => _payments.CanVoidAsync(order);

    public Task<IList<string>> VoidAsync(Order order) => _payments.VoidAsync(order);

    public bool CanVoidOffline(Order order) => OrderPayments.CanVoidOffline(order);

    public Task VoidOfflineAsync(Order order) => _payments.VoidOfflineAsync(order);

    public async Task<IList<string>> ReOrderAsync(Order order)
    {
        var customer = await _customers.GetCustomerByIdAsync(order.CustomerId);
        var warnings = new List<string>();
        foreach (var item in await _orders.GetOrderItemsAsync(order.Id))
        {
            warnings.AddRange(await _carts.AddToCartAsync(
                customer, await _products.GetProductByIdAsync(item.ProductId), ShoppingCartType.ShoppingCart, order.StoreId,
                item.AttributesXml, quantity: item.Quantity));
        }

        return warnings;
    }

    public async Task<bool> ValidateMinOrderSubtotalAmountAsync(IList<ShoppingCartItem> cart)
    {
        if (cart.Count == 0 || _settings.MinOrderSubtotalAmount <= decimal.Zero)
            return true;

        var subTotal = await _totals.GetShoppingCartSubTotalAsync(cart, _settings.MinOrderSubtotalAmountIncludingTax);
        return subTotal.subTotalWithoutDiscount >= _settings.MinOrderSubtotalAmount;
    }

    public async Task<bool> ValidateMinOrderTotalAmountAsync(IList<ShoppingCartItem> cart)
    {
        if (cart.Count == 0 || _settings.MinOrderTotalAmount <= decimal.Zero)
            return true;

        var total = (await _totals.GetShoppingCartTotalAsync(cart)).shoppingCartTotal;
        return total is null || total >= _settings.MinOrderTotalAmount;
    }

    public async Task<bool> IsPaymentWorkflowRequiredAsync(IList<ShoppingCartItem> cart, bool? useRewardPoints = null)
    {
        var total = await _totals.GetShoppingCartTotalAsync(cart, useRewardPoints, usePaymentMethodAdditionalFee: false);
        return total.shoppingCartTotal != decimal.Zero;
    }

    public Task<ProcessPaymentRequest> GetProcessPaymentRequestAsync() => _requests.GetAsync();

    public Task SetProcessPaymentRequestAsync(ProcessPaymentRequest processPaymentRequest, bool useNewOrderGuid = false) =>
        _requests.SetAsync(processPaymentRequest, useNewOrderGuid);
}
