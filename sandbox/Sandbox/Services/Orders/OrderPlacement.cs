using Nop.Core;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Shipping;
using Nop.Core.Events;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Discounts;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Sandbox.Hosting;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Services.Orders;

/// <summary>Places an order: asks the payment method, saves, moves the cart into it, tells everybody.</summary>
internal sealed class OrderPlacement
{
    private readonly OrderPreparation _preparation;
    private readonly OrderItemsFromCart _items;
    private readonly OrderStatuses _statuses;
    private readonly OrderNotes _notes;
    private readonly OrderMessages _messages;
    private readonly ICustomNumberFormatter _numbers;
    private readonly OrderQueue _queue;
    private readonly IRewardPointService _points;
    private readonly IOrderService _orders;
    private readonly IOrderProcessingService _processing;
    private readonly IAddressService _addresses;
    private readonly ICustomerService _customers;
    private readonly IDiscountService _discounts;
    private readonly IGiftCardService _giftCards;
    private readonly IPaymentService _payments;
    private readonly IPaymentPluginManager _methods;
    private readonly IShoppingCartService _carts;
    private readonly IEventPublisher _events;
    private readonly IWebHelper _web;
    private readonly INopLogger _logger;
    private readonly ShopConsole _console;
    private readonly OrderSettings _settings;
    private readonly TimeProvider _time;

    public OrderPlacement(
        OrderPreparation preparation, OrderItemsFromCart items, OrderStatuses statuses, OrderNotes notes,
        OrderMessages messages, ICustomNumberFormatter numbers, OrderQueue queue, IRewardPointService points,
        IOrderService orders, IOrderProcessingService processing, IAddressService addresses, ICustomerService customers,
        IDiscountService discounts, IGiftCardService giftCards, IPaymentService payments, IPaymentPluginManager methods,
        IShoppingCartService carts, IEventPublisher events, IWebHelper web, INopLogger logger, ShopConsole console, OrderSettings settings,
        TimeProvider time)
    {
        _preparation = preparation;
        _items = items;
        _statuses = statuses;
        _notes = notes;
        _messages = messages;
        _numbers = numbers;
        _queue = queue;
        _points = points;
        _orders = orders;
        _processing = processing;
        _addresses = addresses;
        _customers = customers;
        _discounts = discounts;
        _giftCards = giftCards;
        _payments = payments;
        _methods = methods;
        _carts = carts;
        _events = events;
        _web = web;
        _logger = logger;
        _console = console;
        _settings = settings;
        _time = time;
    }

    /// <summary>
    /// Cart and addresses that cannot be ordered throw; what fails from the payment on is an error of the result.
    /// </summary>
    public async Task<PlaceOrderResult> PlaceAsync(ProcessPaymentRequest request)
    {
        if (request.OrderGuid == Guid.Empty)
            throw new NopException("Order GUID is not generated");

        var details = await _preparation.PrepareAsync(request);
        return _settings.PlaceOrderWithLock
            ? await _queue.PlaceAsync(
                request.CustomerId, TimeSpan.FromMinutes(_settings.MinimumOrderPlacementInterval),
                () => PlaceAsync(request, details))
            : await PlaceAsync(request, details);
    }

    private async Task<PlaceOrderResult> PlaceAsync(ProcessPaymentRequest request, OrderDetails details)
    {
        var result = new PlaceOrderResult();
        try
        {
            var payment = await PayAsync(request, details);
            if (payment.Success)
            {
                result.PlacedOrder = details.Order;
                await SaveAsync(request, payment, details);
                await TellAsync(request, details);
            }

            foreach (var error in payment.Errors)
                result.AddError($"Payment error: {error}");
        }
        catch (Exception exception)
        {
            await _logger.ErrorAsync(exception.Message, exception);
            result.AddError(exception.Message);
        }

        if (!result.Success)
            await _logger.ErrorAsync($"Error while placing order. {string.Join(' ', result.Errors)}", customer: details.Customer);
        return result;
    }

    private async Task<ProcessPaymentResult> PayAsync(ProcessPaymentRequest request, OrderDetails details)
    {
        if (!await _processing.IsPaymentWorkflowRequiredAsync(details.Cart))
            return new ProcessPaymentResult { NewPaymentStatus = PaymentStatus.Paid };

        var method = await _methods.LoadPluginBySystemNameAsync(
            request.PaymentMethodSystemName, details.Customer, request.StoreId)
            ?? throw new NopException("Payment method couldn't be loaded");
        if (!_methods.IsPluginActive(method))
            throw new NopException("Payment method is not active");
        if (await _carts.ShoppingCartIsRecurringAsync(details.Cart))
            throw new NopException("Recurring payments are not supported by selected payment method");
        return await _payments.ProcessPaymentAsync(request);
    }

    private async Task SaveAsync(ProcessPaymentRequest request, ProcessPaymentResult payment, OrderDetails details)
    {
        var order = details.Order;
        order.StoreId = request.StoreId;
        order.OrderGuid = request.OrderGuid;
        order.CustomerId = details.Customer.Id;
        order.CustomerLanguageId = details.LanguageId;
        order.CustomerIp = _web.GetCurrentIpAddress();
        order.CustomerCurrencyCode = details.CurrencyCode;
        order.CurrencyRate = details.CurrencyRate;
        order.CheckoutAttributesXml = details.CheckoutAttributesXml;
        order.CheckoutAttributeDescription = details.CheckoutAttributeDescription;
        order.OrderStatus = OrderStatus.Pending;
        order.PaymentMethodSystemName = request.PaymentMethodSystemName;
        order.PaymentStatus = payment.NewPaymentStatus;
        order.AuthorizationTransactionId = payment.AuthorizationTransactionId;
        order.AuthorizationTransactionCode = payment.AuthorizationTransactionCode;
        order.AuthorizationTransactionResult = payment.AuthorizationTransactionResult;
        order.CaptureTransactionId = payment.CaptureTransactionId;
        order.CaptureTransactionResult = payment.CaptureTransactionResult;
        order.SubscriptionTransactionId = payment.SubscriptionTransactionId;
        order.ShippingStatus = details.RequiresShipping ? ShippingStatus.NotYetShipped : ShippingStatus.ShippingNotRequired;
        order.ShippingMethod = details.ShippingOption?.Name;
        order.ShippingRateComputationMethodSystemName = details.ShippingOption?.ShippingRateComputationMethodSystemName;
        order.CustomValuesXml = request.CustomValues.SerializeToXml();
        order.CreatedOnUtc = _time.GetUtcNow().UtcDateTime;
        order.CustomOrderNumber = string.Empty;

        await _addresses.InsertAddressAsync(details.BillingAddress);
        order.BillingAddressId = details.BillingAddress.Id;
        if (details.ShippingAddress is not null)
        {
            await _addresses.InsertAddressAsync(details.ShippingAddress);
            order.ShippingAddressId = details.ShippingAddress.Id;
        }

        await _orders.InsertOrderAsync(order);
        order.CustomOrderNumber = _numbers.GenerateOrderCustomNumber(order);
        await _orders.UpdateOrderAsync(order);
        if (details.RewardPointsAmount > decimal.Zero)
        {
            order.RedeemedRewardPointsEntryId = await _points.AddRewardPointsHistoryEntryAsync(
                details.Customer, -details.RewardPoints, order.StoreId, $"Redeemed for order {order.CustomOrderNumber}", order,
                details.RewardPointsAmount);
            await _orders.UpdateOrderAsync(order);
        }

        await _items.MoveAsync(details);
        await SaveUsageAsync(details);
    }

    private async Task SaveUsageAsync(OrderDetails details)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        foreach (var discount in details.Discounts)
        {
            await _discounts.InsertDiscountUsageHistoryAsync(
                new DiscountUsageHistory { DiscountId = discount.Id, OrderId = details.Order.Id, CreatedOnUtc = now });
        }

        foreach (var applied in details.GiftCards)
        {
            await _giftCards.InsertGiftCardUsageHistoryAsync(new GiftCardUsageHistory
            {
                GiftCardId = applied.GiftCard.Id,
                UsedWithOrderId = details.Order.Id,
                UsedValue = applied.AmountCanBeUsed,
                CreatedOnUtc = now
            });
        }
    }

    private async Task TellAsync(ProcessPaymentRequest request, OrderDetails details)
    {
        var order = details.Order;
        await _notes.AddAsync(order, "Order placed");
        _console.Say(
            $"order {order.CustomOrderNumber} placed: {order.OrderTotal:0.00}, {order.PaymentMethodSystemName}, "
            + $"{order.PaymentStatus}");
        await _messages.SendPlacedAsync(order);
        await _customers.ResetCheckoutDataAsync(
            details.Customer, request.StoreId, clearCouponCodes: true, clearCheckoutAttributes: true);
        await _events.PublishAsync(new OrderPlacedEvent(order));
        await _statuses.CheckAsync(order);
        await _statuses.PaidAsync(order);
    }
}
