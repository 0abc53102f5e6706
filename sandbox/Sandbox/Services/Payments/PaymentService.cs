using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Services.Catalog;
using Nop.Services.Payments;

namespace Sandbox.Services.Payments;

/// <summary>Hands each call to the payment method it is for.</summary>
internal sealed class PaymentService : IPaymentService
{
    private readonly IPaymentPluginManager _methods;
    private readonly IPriceCalculationService _prices;
    private readonly PaymentSettings _settings;
    private readonly ShoppingCartSettings _cartSettings;

    public PaymentService(
        IPaymentPluginManager methods, IPriceCalculationService prices, PaymentSettings settings,
        ShoppingCartSettings cartSettings)
    {
        _methods = methods;
        _prices = prices;
        _settings = settings;
        _cartSettings = cartSettings;
    }

    public async Task<ProcessPaymentResult> ProcessPaymentAsync(ProcessPaymentRequest processPaymentRequest)
    {
        if (processPaymentRequest.OrderTotal == decimal.Zero)
            return new ProcessPaymentResult { NewPaymentStatus = PaymentStatus.Paid };

        var method = await MethodAsync(processPaymentRequest.PaymentMethodSystemName);
        return await method.ProcessPaymentAsync(processPaymentRequest);
    }

    public async Task PostProcessPaymentAsync(PostProcessPaymentRequest postProcessPaymentRequest)
    {
        if (postProcessPaymentRequest.Order.PaymentStatus == PaymentStatus.Paid)
            return;

        var method = await MethodAsync(postProcessPaymentRequest.Order.PaymentMethodSystemName);
        await method.PostProcessPaymentAsync(postProcessPaymentRequest);
    }

    public async Task<bool> CanRePostProcessPaymentAsync(Order order)
    {
        if (!_settings.AllowRePostingPayments)
            return false;

        var method = await _methods.LoadPluginBySystemNameAsync(order.PaymentMethodSystemName);
        return method is { PaymentMethodType: PaymentMethodType.Redirection }
            && !order.Deleted
            && order.OrderStatus != OrderStatus.Cancelled
            && order.PaymentStatus == PaymentStatus.Pending
            && await method.CanRePostProcessPaymentAsync(order);
    }

    public async Task<decimal> GetAdditionalHandlingFeeAsync(IList<ShoppingCartItem> cart, string paymentMethodSystemName)
    {
        if (await FindAsync(paymentMethodSystemName) is not { } method)
            return decimal.Zero;

        var fee = Math.Max(await method.GetAdditionalHandlingFeeAsync(cart), decimal.Zero);
        return _cartSettings.RoundPricesDuringCalculation ? await _prices.RoundPriceAsync(fee) : fee;
    }

    public async Task<bool> SupportCaptureAsync(string paymentMethodSystemName)
    {
        return (await FindAsync(paymentMethodSystemName))?.SupportCapture ?? false;
    }

    public async Task<CapturePaymentResult> CaptureAsync(CapturePaymentRequest capturePaymentRequest)
    {
        return await (await MethodAsync(capturePaymentRequest.Order.PaymentMethodSystemName)).CaptureAsync(capturePaymentRequest);
    }

    public async Task<bool> SupportPartiallyRefundAsync(string paymentMethodSystemName)
    {
        return (await FindAsync(paymentMethodSystemName))?.SupportPartiallyRefund ?? false;
    }

    public async Task<bool> SupportRefundAsync(string paymentMethodSystemName)
    {
        return (await FindAsync(paymentMethodSystemName))?.SupportRefund ?? false;
    }

    public async Task<RefundPaymentResult> RefundAsync(RefundPaymentRequest refundPaymentRequest)
    {
        return await (await MethodAsync(refundPaymentRequest.Order.PaymentMethodSystemName)).RefundAsync(refundPaymentRequest);
    }

    public async Task<bool> SupportVoidAsync(string paymentMethodSystemName)
    {
        return (await FindAsync(paymentMethodSystemName))?.SupportVoid ?? false;
    }

    public async Task<VoidPaymentResult> VoidAsync(VoidPaymentRequest voidPaymentRequest)
    {
        return await (await MethodAsync(voidPaymentRequest.Order.PaymentMethodSystemName)).VoidAsync(voidPaymentRequest);
    }

    public async Task<RecurringPaymentType> GetRecurringPaymentTypeAsync(string paymentMethodSystemName)
    {
        return (await FindAsync(paymentMethodSystemName))?.RecurringPaymentType ?? RecurringPaymentType.NotSupported;
    }

    public async Task<ProcessPaymentResult> ProcessRecurringPaymentAsync(ProcessPaymentRequest processPaymentRequest)
    {
        var method = await MethodAsync(processPaymentRequest.PaymentMethodSystemName);
        return await method.ProcessRecurringPaymentAsync(processPaymentRequest);
    }

    public async Task<CancelRecurringPaymentResult> CancelRecurringPaymentAsync(
        CancelRecurringPaymentRequest cancelPaymentRequest)
    {
        var method = await MethodAsync(cancelPaymentRequest.Order.PaymentMethodSystemName);
        return await method.CancelRecurringPaymentAsync(cancelPaymentRequest);
    }

    public string GetMaskedCreditCardNumber(string creditCardNumber)
    {
        return string.IsNullOrEmpty(creditCardNumber) || creditCardNumber.Length <= 4
            ? creditCardNumber
            : new string('*', creditCardNumber.Length - 4) + creditCardNumber[^4..];
    }

    private Task<IPaymentMethod> FindAsync(string systemName)
    {
        return string.IsNullOrEmpty(systemName)
            ? Task.FromResult<IPaymentMethod>(null)
            : _methods.LoadPluginBySystemNameAsync(systemName);
    }

    private async Task<IPaymentMethod> MethodAsync(string systemName)
    {
        return await FindAsync(systemName) ?? throw new NopException("Payment method couldn't be loaded");
    }
}
