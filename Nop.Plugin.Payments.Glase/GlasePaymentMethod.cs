using Microsoft.AspNetCore.Http;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Components;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Services.Cms;
using Nop.Services.Payments;
using Nop.Services.Plugins;
using Nop.Web.Framework.Infrastructure;

namespace Nop.Plugin.Payments.Glase;

/// <summary>
/// Glase as nopCommerce's checkout sees it.
/// </summary>
public class GlasePaymentMethod(PaymentMethodOffer offer, CartChargeTextFactory chargeTexts, OrderRequestKeeper requestKeeper, CheckoutPaymentProcessor processor,
    PayPageRedirect payPageRedirect, OrderCaptureService orderCaptureService, OrderVoidService orderVoidService, OrderRefundService orderRefundService,
    OrderLinkOffer linkOffer, PluginLifecycle lifecycle, IWebHelper webHelper) : BasePlugin, IPaymentMethod, IWidgetPlugin
{
    private static readonly Dictionary<string, Type> _widgets = new()
    {
        [PublicWidgetZones.OrderSummaryContentBefore] = typeof(PaidCartViewComponent),
        [PublicWidgetZones.OpcContentBefore] = typeof(PaidCartViewComponent),
        [PublicWidgetZones.CheckoutPaymentMethodTop] = typeof(PaidCartViewComponent),
        [PublicWidgetZones.OpCheckoutPaymentMethodTop] = typeof(PaidCartViewComponent),
        [PublicWidgetZones.CheckoutConfirmTop] = typeof(ChargeViewComponent),
        [PublicWidgetZones.OpCheckoutConfirmTop] = typeof(ChargeViewComponent),
        [PublicWidgetZones.CheckoutCompletedTop] = typeof(PaymentReferenceViewComponent),
        [PublicWidgetZones.OrderDetailsPageTop] = typeof(OrderLinkViewComponent),
        [AdminWidgetZones.OrderDetailsBlock] = typeof(OrderPaymentsViewComponent),
        [AdminWidgetZones.OrderListButtons] = typeof(PaymentLinksViewComponent),
        [AdminWidgetZones.CustomerDetailsBlock] = typeof(PaymentLinksViewComponent),
        [AdminWidgetZones.DashboardCommonstatisticsAfter] = typeof(DashboardViewComponent)
    };

    /// <inheritdoc />
    public bool SupportCapture => true;

    /// <inheritdoc />
    public bool SupportPartiallyRefund => true;

    /// <inheritdoc />
    public bool SupportRefund => true;

    /// <inheritdoc />
    public bool SupportVoid => true;

    /// <inheritdoc />
    public RecurringPaymentType RecurringPaymentType => RecurringPaymentType.NotSupported;

    /// <summary>
    /// Gets the kind of payment method: only for redirections does nopCommerce offer to retry the payment of an order.
    /// </summary>
    public PaymentMethodType PaymentMethodType => PaymentMethodType.Redirection;

    /// <inheritdoc />
    public bool SkipPaymentInfo => false;

    /// <summary>
    /// Gets whether the owner has nothing to choose about the plugin's widgets: they come and go with the payment method.
    /// </summary>
    public bool HideInWidgetList => true;

    /// <inheritdoc />
    public Task<ProcessPaymentResult> ProcessPaymentAsync(ProcessPaymentRequest processPaymentRequest)
    {
        return processor.ProcessAsync(processPaymentRequest);
    }

    /// <summary>
    /// Sends the shopper to the page with the code for an order that is not paid yet; nowhere when it is not to be paid any more.
    /// </summary>
    public Task PostProcessPaymentAsync(PostProcessPaymentRequest postProcessPaymentRequest)
    {
        return payPageRedirect.RedirectAsync(postProcessPaymentRequest.Order);
    }

    /// <summary>
    /// Hides Glase as long as the store's settings do not say where to call it and as whom, or the password cannot be decrypted.
    /// </summary>
    public async Task<bool> HidePaymentMethodAsync(IList<ShoppingCartItem> cart)
    {
        return !await offer.IsAvailableAsync();
    }

    /// <inheritdoc />
    public Task<decimal> GetAdditionalHandlingFeeAsync(IList<ShoppingCartItem> cart)
    {
        return offer.GetAdditionalFeeAsync(cart);
    }

    /// <inheritdoc />
    public Task<CapturePaymentResult> CaptureAsync(CapturePaymentRequest capturePaymentRequest)
    {
        return orderCaptureService.CaptureAsync(capturePaymentRequest.Order);
    }

    /// <inheritdoc />
    public Task<RefundPaymentResult> RefundAsync(RefundPaymentRequest refundPaymentRequest)
    {
        return orderRefundService.RefundAsync(refundPaymentRequest);
    }

    /// <inheritdoc />
    public Task<VoidPaymentResult> VoidAsync(VoidPaymentRequest voidPaymentRequest)
    {
        return orderVoidService.VoidAsync(voidPaymentRequest.Order);
    }

    /// <inheritdoc />
    public Task<ProcessPaymentResult> ProcessRecurringPaymentAsync(ProcessPaymentRequest processPaymentRequest)
    {
        return Task.FromResult(new ProcessPaymentResult { Errors = ["Glase does not support recurring payments."] });
    }

    /// <inheritdoc />
    public Task<CancelRecurringPaymentResult> CancelRecurringPaymentAsync(CancelRecurringPaymentRequest cancelPaymentRequest)
    {
        return Task.FromResult(new CancelRecurringPaymentResult { Errors = ["Glase does not support recurring payments."] });
    }

    /// <inheritdoc />
    public Task<bool> CanRePostProcessPaymentAsync(Order order)
    {
        return linkOffer.IsPaymentExpectedAsync(order);
    }

    /// <summary>
    /// Accepts the payment step as it is: it asks the shopper for nothing.
    /// </summary>
    public Task<IList<string>> ValidatePaymentFormAsync(IFormCollection form)
    {
        return Task.FromResult<IList<string>>([]);
    }

    /// <summary>
    /// Gets the request that the order will be placed with: under the GUID of the payment that the step shows.
    /// </summary>
    public Task<ProcessPaymentRequest> GetPaymentInfoAsync(IFormCollection form)
    {
        return requestKeeper.GetAsync();
    }

    /// <inheritdoc />
    public Type GetPublicViewComponent()
    {
        return typeof(PaymentInfoViewComponent);
    }

    /// <inheritdoc />
    public Task<string> GetPaymentMethodDescriptionAsync()
    {
        return chargeTexts.DescribeMethodAsync();
    }

    /// <inheritdoc />
    public override string GetConfigurationPageUrl()
    {
        return webHelper.GetStoreLocation() + GlaseDefaults.ConfigurePage;
    }

    /// <inheritdoc />
    public Task<IList<string>> GetWidgetZonesAsync()
    {
        return Task.FromResult<IList<string>>([.. _widgets.Keys]);
    }

    /// <inheritdoc />
    public Type GetWidgetViewComponent(string widgetZone)
    {
        return _widgets[widgetZone];
    }

    /// <inheritdoc />
    public override async Task InstallAsync()
    {
        await lifecycle.InstallAsync();
        await base.InstallAsync();
    }

    /// <inheritdoc />
    public override async Task UpdateAsync(string currentVersion, string targetVersion)
    {
        await lifecycle.UpdateAsync();
        await base.UpdateAsync(currentVersion, targetVersion);
    }

    /// <summary>
    /// Stops an admin who wants to uninstall the plugin while payments are unfinished; nopCommerce shows the exception's message.
    /// </summary>
    public override async Task PreparePluginToUninstallAsync()
    {
        await lifecycle.PrepareToUninstallAsync();
        await base.PreparePluginToUninstallAsync();
    }

    /// <summary>
    /// Cancels open invoices and undoes the installation. Payments made since the admin chose to uninstall makes it
    /// throw: nopCommerce logs that, and the plugin stays installed until an admin chooses to uninstall it again.
    /// </summary>
    public override async Task UninstallAsync()
    {
        await lifecycle.UninstallAsync(PluginDescriptor);
        await base.UninstallAsync();
    }
}
