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
/// Prepares the checkout's payment step. It responds within the checkout timeout and never throws.
/// </summary>
public class PaymentStepModelFactory(CaptchaSettings captchaSettings, CartReadiness readiness, CheckoutValidator validator,
    GlaseConnectionProvider connections, ICustomerService customerService, ILogger logger, LogDeduplicator logDeduplicator,
    InvoiceIssuer issuer, PaymentStore paymentStore, IOrderProcessingService orderProcessingService, IStoreContext storeContext,
    IWorkContext workContext, OrderSettings orderSettings, PaymentModelFactory modelFactory, TimeProvider timeProvider)
{
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
        var customer = await workContext.GetCurrentCustomerAsync();
        var store = await storeContext.GetCurrentStoreAsync();
        var settings = await connections.GetSettingsAsync(store.Id);
        if (settings.QrCodePlacement == QrCodePlacement.AfterOrder || await RequiresInputAtConfirmStepAsync(customer))
            return modelFactory.PrepareWithoutInvoice(PaymentState.AfterOrder, onOwnPage);

        using var timeout = new CancellationTokenSource(GlaseDefaults.CheckoutTimeout, timeProvider);
        try
        {
            if (await validator.ValidateAsync(customer, store) is { } error)
                return modelFactory.PrepareNotOrderable(error, onOwnPage);
            if (await readiness.IsIncompleteAsync(customer, store.Id))
                return modelFactory.PrepareWithoutInvoice(PaymentState.Changed, onOwnPage);

            var payment = await issuer.GetForCartAsync(customer, store, Guid.NewGuid(), timeout.Token);
            if (payment is null)
                return modelFactory.PrepareWithoutInvoice(await readiness.IsEmptyAsync(customer, store.Id)
                    ? PaymentState.Changed
                    : PaymentState.AfterOrder, onOwnPage);

            await RememberOrderGuidAsync(payment.OrderGuid);
            logDeduplicator.Reset(Subject(store.Id));
            return await modelFactory.PrepareAsync(payment, onOwnPage);
        }
        catch (Exception exception)
        {
            if (logDeduplicator.ShouldLog(Subject(store.Id), exception))
                await logger.ErrorAsync($"Glase: could not create an invoice for checkout. {exception.Message}", exception,
                    customer);
            return modelFactory.PrepareWithoutInvoice(PaymentState.Unavailable, onOwnPage);
        }
    }

    /// <summary>
    /// Prepares the request that the order will be placed with: under the GUID of the payment that the step shows.
    /// </summary>
    public async Task<ProcessPaymentRequest> PrepareRequestAsync()
    {
        var customer = await workContext.GetCurrentCustomerAsync();
        var store = await storeContext.GetCurrentStoreAsync();
        var open = await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(customer.Id, store.Id));
        return open is null ? new ProcessPaymentRequest() : RequestFor(open.OrderGuid);
    }

    private static string Subject(int storeId)
    {
        return $"checkout of store {storeId}";
    }

    private async Task<bool> RequiresInputAtConfirmStepAsync(Customer customer)
    {
        return orderSettings.TermsOfServiceOnOrderConfirmPage
            || captchaSettings.Enabled && captchaSettings.ShowOnCheckoutPageForGuests
                && await customerService.IsGuestAsync(customer);
    }

    // nopCommerce gives each placed order the GUID of the request it keeps for the shopper.
    private async Task RememberOrderGuidAsync(Guid orderGuid)
    {
        await orderProcessingService.SetProcessPaymentRequestAsync(RequestFor(orderGuid), useNewOrderGuid: true);
    }

    private ProcessPaymentRequest RequestFor(Guid orderGuid)
    {
        return new ProcessPaymentRequest
        {
            OrderGuid = orderGuid,
            OrderGuidGeneratedOnUtc = timeProvider.GetUtcNow().UtcDateTime
        };
    }
}
