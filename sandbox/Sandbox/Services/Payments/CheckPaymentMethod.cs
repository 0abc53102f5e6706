using Nop.Core.Domain.Orders;
using Nop.Services.Payments;
using Nop.Services.Plugins;
using Sandbox.Services.Plugins;
using Sandbox.Shop.Components;

namespace Sandbox.Services.Payments;

/// <summary>
/// The shop's other payment method: pay by check, later. Orders stay pending until somebody marks them as paid.
/// </summary>
public sealed class CheckPaymentMethod : BasePlugin, IPaymentMethod, IHasLogo
{
    public const string SystemName = "Payments.CheckMoneyOrder";

    public bool SupportCapture => false;

    public bool SupportPartiallyRefund => false;

    public bool SupportRefund => false;

    public bool SupportVoid => false;

    public RecurringPaymentType RecurringPaymentType => RecurringPaymentType.NotSupported;

    public PaymentMethodType PaymentMethodType => PaymentMethodType.Standard;

    public bool SkipPaymentInfo => false;

    public string LogoUrl => "/images/check.svg";

    public static PluginDescriptor Descriptor() => new()
    {
        Group = "Payment methods",
        FriendlyName = "Check / money order",
        SystemName = SystemName,
        Version = "1.0.0",
        Author = "Sandbox",
        DisplayOrder = 10,
        PluginType = typeof(CheckPaymentMethod),
        Installed = true
    };

    public Task<ProcessPaymentResult> ProcessPaymentAsync(ProcessPaymentRequest processPaymentRequest) =>
        Task.FromResult(new ProcessPaymentResult());

    public Task PostProcessPaymentAsync(PostProcessPaymentRequest postProcessPaymentRequest) => Task.CompletedTask;

    public Task<bool> HidePaymentMethodAsync(IList<ShoppingCartItem> cart) => Task.FromResult(false);

    public Task<decimal> GetAdditionalHandlingFeeAsync(IList<ShoppingCartItem> cart) => Task.FromResult(decimal.Zero);

    public Task<CapturePaymentResult> CaptureAsync(CapturePaymentRequest capturePaymentRequest) =>
        Task.FromResult(new CapturePaymentResult { Errors = ["A check is not captured."] });

    public Task<RefundPaymentResult> RefundAsync(RefundPaymentRequest refundPaymentRequest) =>
        Task.FromResult(new RefundPaymentResult { Errors = ["A check is not refunded here."] });

    public Task<VoidPaymentResult> VoidAsync(VoidPaymentRequest voidPaymentRequest) =>
        Task.FromResult(new VoidPaymentResult { Errors = ["A check is not voided here."] });

    public Task<ProcessPaymentResult> ProcessRecurringPaymentAsync(ProcessPaymentRequest processPaymentRequest) =>
        Task.FromResult(new ProcessPaymentResult { Errors = ["There are no recurring checks."] });

    public Task<CancelRecurringPaymentResult> CancelRecurringPaymentAsync(CancelRecurringPaymentRequest cancelPaymentRequest) =>
        Task.FromResult(new CancelRecurringPaymentResult { Errors = ["There are no recurring checks."] });

    public Task<bool> CanRePostProcessPaymentAsync(Order order) => Task.FromResult(false);

    public Task<IList<string>> ValidatePaymentFormAsync(IFormCollection form) => Task.FromResult<IList<string>>([]);

    public Task<ProcessPaymentRequest> GetPaymentInfoAsync(IFormCollection form) => Task.FromResult(new ProcessPaymentRequest());

    public Type GetPublicViewComponent() => typeof(CheckPaymentInfoViewComponent);

    public Task<string> GetPaymentMethodDescriptionAsync() =>
        Task.FromResult("Send us a check; your parcel leaves when it is there.");
}
