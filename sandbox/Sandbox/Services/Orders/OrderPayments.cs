using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Events;
using Nop.Services;
using Nop.Services.Orders;
using Nop.Services.Payments;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Services.Orders;

/// <summary>
/// Captures, voids and refunds, by the payment method or only in the books. There is no lock against a second click.
/// </summary>
internal sealed class OrderPayments
{
    private readonly IOrderService _orders;
    private readonly IPaymentService _payments;
    private readonly IEventPublisher _events;
    private readonly INopLogger _logger;
    private readonly OrderStatuses _statuses;
    private readonly OrderNotes _notes;
    private readonly TimeProvider _time;

    public OrderPayments(
        IOrderService orders, IPaymentService payments, IEventPublisher events, INopLogger logger, OrderStatuses statuses,
        OrderNotes notes, TimeProvider time)
    {
        _orders = orders;
        _payments = payments;
        _events = events;
        _logger = logger;
        _statuses = statuses;
        _notes = notes;
        _time = time;
    }

    public async Task<bool> CanCaptureAsync(Order order)
    {
        return order.OrderStatus is not (OrderStatus.Cancelled or OrderStatus.Pending)
            && order.PaymentStatus == PaymentStatus.Authorized
            && await _payments.SupportCaptureAsync(order.PaymentMethodSystemName);
    }

    public async Task<IList<string>> CaptureAsync(Order order)
    {
        if (!await CanCaptureAsync(order))
            throw new NopException("Cannot do capture for order.");

        var result = await TryAsync(() => _payments.CaptureAsync(new CapturePaymentRequest { Order = order }));
        if (!result.Success)
            return await FailedAsync(order, "capture", result);

        order.CaptureTransactionId = result.CaptureTransactionId;
        order.CaptureTransactionResult = result.CaptureTransactionResult;
        order.PaymentStatus = result.NewPaymentStatus;
        if (result.NewPaymentStatus == PaymentStatus.Paid)
            order.PaidDateUtc = _time.GetUtcNow().UtcDateTime;
        await _orders.UpdateOrderAsync(order);
        await _notes.AddAsync(order, "Order has been captured");
        await _statuses.CheckAsync(order);
        await _statuses.PaidAsync(order);
        return [];
    }

    public async Task<bool> CanRefundAsync(Order order)
    {
        return CanRefundOffline(order) && await _payments.SupportRefundAsync(order.PaymentMethodSystemName);
    }

    public static bool CanRefundOffline(Order order)
    {
        return order.OrderTotal != decimal.Zero
            && order.RefundedAmount <= decimal.Zero
            && order.PaymentStatus == PaymentStatus.Paid;
    }

    public async Task<IList<string>> RefundAsync(Order order)
    {
        if (!await CanRefundAsync(order))
            throw new NopException("Cannot do refund for order.");

        var request = new RefundPaymentRequest { Order = order, AmountToRefund = order.OrderTotal };
        var result = await TryAsync(() => _payments.RefundAsync(request));
        if (!result.Success)
            return await FailedAsync(order, "refund", result);

        await RefundedAsync(order, request.AmountToRefund, result.NewPaymentStatus, "refunded");
        return [];
    }

    public async Task RefundOfflineAsync(Order order)
    {
        if (!CanRefundOffline(order))
            throw new NopException("You can't refund this order");

        await RefundedAsync(order, order.OrderTotal, PaymentStatus.Refunded, "marked as refunded");
    }

    public async Task<bool> CanPartiallyRefundAsync(Order order, decimal amount)
    {
        return CanPartiallyRefundOffline(order, amount)
            && await _payments.SupportPartiallyRefundAsync(order.PaymentMethodSystemName);
    }

    public static bool CanPartiallyRefundOffline(Order order, decimal amount)
    {
        var left = order.OrderTotal - order.RefundedAmount;
        return order.OrderTotal != decimal.Zero && left > decimal.Zero && amount <= left
            && order.PaymentStatus is PaymentStatus.Paid or PaymentStatus.PartiallyRefunded;
    }

    public async Task<IList<string>> PartiallyRefundAsync(Order order, decimal amount)
    {
        if (!await CanPartiallyRefundAsync(order, amount))
            throw new NopException("Cannot do partial refund for order.");

        var request = new RefundPaymentRequest { Order = order, AmountToRefund = amount, IsPartialRefund = true };
        var result = await TryAsync(() => _payments.RefundAsync(request));
        if (!result.Success)
            return await FailedAsync(order, "partially refund", result);

        var isAll = order.OrderTotal == order.RefundedAmount + amount
            && result.NewPaymentStatus == PaymentStatus.PartiallyRefunded;
        await RefundedAsync(order, amount, isAll ? PaymentStatus.Refunded : result.NewPaymentStatus, "partially refunded");
        return [];
    }

    public async Task PartiallyRefundOfflineAsync(Order order, decimal amount)
    {
        if (!CanPartiallyRefundOffline(order, amount))
            throw new NopException("You can't partially refund (offline) this order");

        var isAll = order.OrderTotal == order.RefundedAmount + amount;
        var status = isAll ? PaymentStatus.Refunded : PaymentStatus.PartiallyRefunded;
        await RefundedAsync(order, amount, status, "marked as partially refunded");
    }

    public async Task<bool> CanVoidAsync(Order order)
    {
        return CanVoidOffline(order) && await _payments.SupportVoidAsync(order.PaymentMethodSystemName);
    }

    public static bool CanVoidOffline(Order order)
    {
        return order.OrderTotal != decimal.Zero && order.PaymentStatus == PaymentStatus.Authorized;
    }

    public async Task<IList<string>> VoidAsync(Order order)
    {
        if (!await CanVoidAsync(order))
            throw new NopException("Cannot do void for order.");

        var result = await TryAsync(() => _payments.VoidAsync(new VoidPaymentRequest { Order = order }));
        if (!result.Success)
            return await FailedAsync(order, "void", result);

        await VoidedAsync(order, result.NewPaymentStatus, "Order has been voided");
        return [];
    }

    public async Task VoidOfflineAsync(Order order)
    {
        if (!CanVoidOffline(order))
            throw new NopException("You can't void this order");

        await VoidedAsync(order, PaymentStatus.Voided, "Order has been marked as voided");
    }

    private async Task VoidedAsync(Order order, PaymentStatus status, string note)
    {
        order.PaymentStatus = status;
        await _orders.UpdateOrderAsync(order);
        await _notes.AddAsync(order, note);
        await _events.PublishAsync(new OrderVoidedEvent(order));
        await _statuses.CheckAsync(order);
    }

    private async Task RefundedAsync(Order order, decimal amount, PaymentStatus status, string how)
    {
        order.RefundedAmount += amount;
        order.PaymentStatus = status;
        await _orders.UpdateOrderAsync(order);
        await _notes.AddAsync(order, $"Order has been {how}. Amount = {amount}");
        await _events.PublishAsync(new OrderRefundedEvent(order, amount));
        await _statuses.CheckAsync(order);
    }

    private static async Task<TResult> TryAsync<TResult>(Func<Task<TResult>> act) where TResult : BaseNopResult, new()
    {
        try
        {
            return await act();
        }
        catch (Exception exception)
        {
            var failed = new TResult();
            failed.AddError($"Error: {exception.Message}. Full exception: {exception}");
            return failed;
        }
    }

    private async Task<IList<string>> FailedAsync(Order order, string what, BaseNopResult result)
    {
        var errors = string.Join(". ", result.Errors.Select((error, i) => $"Error {i}: {error}"));
        await _notes.AddAsync(order, $"Unable to {what} order. {errors}");
        await _logger.ErrorAsync($"Error on the attempt to {what} order #{order.Id}. {errors}");
        return result.Errors;
    }
}
