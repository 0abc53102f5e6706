using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Security;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;
using Nop.Services.Logging;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Brings the payment step up, with a code where possible, and in time whatever happens: it never breaks the checkout.
/// </summary>
public class PaymentStepModelFactory
{
    private readonly CaptchaSettings _captchaSettings;
    private readonly CartReadiness _readiness;
    private readonly CheckoutValidator _validator;
    private readonly GlaseConnectionProvider _connections;
    private readonly ICustomerService _customerService;
    private readonly ILogger _logger;
    private readonly LogDeduplicator _logDeduplicator;
    private readonly InvoiceIssuer _issuer;
    private readonly PaymentStore _paymentStore;
    private readonly IOrderProcessingService _orderProcessingService;
    private readonly IStoreContext _storeContext;
    private readonly IWorkContext _workContext;
    private readonly OrderSettings _orderSettings;
    private readonly PaymentModelFactory _modelFactory;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentStepModelFactory(CaptchaSettings captchaSettings, CartReadiness readiness, CheckoutValidator validator,
        GlaseConnectionProvider connections, ICustomerService customerService, ILogger logger, LogDeduplicator logDeduplicator, InvoiceIssuer issuer,
        PaymentStore paymentStore, IOrderProcessingService orderProcessingService, IStoreContext storeContext,
        IWorkContext workContext, OrderSettings orderSettings, PaymentModelFactory modelFactory, TimeProvider timeProvider)
    {
        _captchaSettings = captchaSettings;
        _readiness = readiness;
        _validator = validator;
        _connections = connections;
        _customerService = customerService;
        _logger = logger;
        _logDeduplicator = logDeduplicator;
        _issuer = issuer;
        _paymentStore = paymentStore;
        _orderProcessingService = orderProcessingService;
        _storeContext = storeContext;
        _workContext = workContext;
        _orderSettings = orderSettings;
        _modelFactory = modelFactory;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Prepares the step for the current shopper's cart.
    /// </summary>
    /// <param name="onOwnPage">Whether it is shown on the payment's own page instead of in the checkout</param>
    /// <returns>
    /// The code; or that it comes after the order, where the owner wants it so or the shop demands something at the confirm
    /// step; or why nopCommerce will not order the cart; or that Glase cannot be reached
    /// </returns>
    public async Task<PaymentModel> PrepareAsync(bool onOwnPage = false)
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var store = await _storeContext.GetCurrentStoreAsync();
        var settings = await _connections.GetSettingsAsync(store.Id);
        if (settings.QrCodePlacement == QrCodePlacement.AfterOrder || await RequiresInputAtConfirmStepAsync(customer))
            return _modelFactory.PrepareWithoutInvoice(PaymentState.AfterOrder, onOwnPage);

        using var timeout = new CancellationTokenSource(GlaseDefaults.CheckoutTimeout, _timeProvider);
        try
        {
            if (await _validator.ValidateAsync(customer, store) is { } error)
                return _modelFactory.PrepareNotOrderable(error, onOwnPage);
            if (await _readiness.IsIncompleteAsync(customer, store.Id))
                return _modelFactory.PrepareWithoutInvoice(PaymentState.Changed, onOwnPage);

            var payment = await _issuer.GetForCartAsync(customer, store, Guid.NewGuid(), timeout.Token);
            if (payment is null)
                return _modelFactory.PrepareWithoutInvoice(await _readiness.IsEmptyAsync(customer, store.Id)
                    ? PaymentState.Changed
                    : PaymentState.AfterOrder, onOwnPage);

            await RememberOrderGuidAsync(payment.OrderGuid);
            _logDeduplicator.Reset(Subject(store.Id));
            return await _modelFactory.PrepareAsync(payment, onOwnPage);
        }
        catch (Exception exception)
        {
            if (_logDeduplicator.ShouldLog(Subject(store.Id), exception))
                await _logger.ErrorAsync($"Glase: the payment step came up without a code. {exception.Message}", exception,
                    customer);
            return _modelFactory.PrepareWithoutInvoice(PaymentState.Unavailable, onOwnPage);
        }
    }

    /// <summary>
    /// Prepares the request that the order will be placed with: under the GUID of the payment that the step shows.
    /// </summary>
    public async Task<ProcessPaymentRequest> PrepareRequestAsync()
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var store = await _storeContext.GetCurrentStoreAsync();
        var open = await _paymentStore.GetOpenAsync(PaymentStore.CartKey(customer.Id, store.Id));
        return open is null ? new ProcessPaymentRequest() : RequestFor(open.OrderGuid);
    }

    private static string Subject(int storeId)
    {
        return $"checkout of store {storeId}";
    }

    private async Task<bool> RequiresInputAtConfirmStepAsync(Customer customer)
    {
        return _orderSettings.TermsOfServiceOnOrderConfirmPage
            || _captchaSettings.Enabled && _captchaSettings.ShowOnCheckoutPageForGuests
                && await _customerService.IsGuestAsync(customer);
    }

    // nopCommerce gives each placed order the GUID of the request it keeps for the shopper.
    private async Task RememberOrderGuidAsync(Guid orderGuid)
    {
        await _orderProcessingService.SetProcessPaymentRequestAsync(RequestFor(orderGuid), useNewOrderGuid: true);
    }

    private ProcessPaymentRequest RequestFor(Guid orderGuid)
    {
        return new ProcessPaymentRequest
        {
            OrderGuid = orderGuid,
            OrderGuidGeneratedOnUtc = _timeProvider.GetUtcNow().UtcDateTime
        };
    }
}
