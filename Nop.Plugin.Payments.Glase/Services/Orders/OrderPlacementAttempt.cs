using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// One attempt to place the order of a paid payment, in the payment's context; see <see cref="StoreRequestScope"/>.
/// </summary>
public class OrderPlacementAttempt(ICustomerService customerService, IGenericAttributeService genericAttributeService,
    IOrderProcessingService orderProcessingService, PlacementFailureFactory failureFactory, PlacementFailureRecorder failureRecorder,
    FailureLog failureLog, PaymentApplier applier, PaidCartDelivery delivery)
{
    private bool _keepsRequest = true;

    /// <summary>
    /// Places the order and applies the payment. To be called with the payment's lock held, on a payment that awaits its order.
    /// </summary>
    /// <returns>As of <see cref="OrderPlacer.PlaceAsync(GlasePayment, bool)"/></returns>
    public async Task<ApplyOutcome> PlaceAsync(GlasePayment payment)
    {
        var failure = await TryPlaceAsync(payment);

        // The order may have been saved although something after it failed: what counts is whether it is there.
        var outcome = await applier.ApplyAsync(payment, failure is null ? PlacementProgress.Announced : PlacementProgress.Ended);
        if (outcome == ApplyOutcome.AwaitsOrder)
            return await failureRecorder.RecordAsync(payment.Id, failure);

        if (_keepsRequest)
            await ForgetRequestAsync(payment);
        return outcome;
    }

    // Null when nopCommerce placed it.
    private async Task<PlacementFailure> TryPlaceAsync(GlasePayment payment)
    {
        Customer customer = null;
        try
        {
            customer = await customerService.GetCustomerByIdAsync(payment.CustomerId);

            // A shopper who began the checkout again need not choose what was chosen when the cart was paid.
            await delivery.RestoreAsync(payment, customer);

            // nopCommerce would place it wherever its price is known, and nobody would know how to send it. The shopper may still choose.
            if (await failureFactory.FindMissingShippingAsync(payment, customer) is { } missing)
                return missing;

            await ChooseGlaseAsync(customer, payment.StoreId);
            if (await failureFactory.FindNothingToPayAsync(payment, customer) is { } nothingToPay)
                return nothingToPay;

            _keepsRequest = await genericAttributeService.GetAttributeAsync<string>(customer,
                NopCustomerDefaults.ProcessPaymentRequestAttribute, payment.StoreId) is not null;
            var result = await orderProcessingService.PlaceOrderAsync(new ProcessPaymentRequest
            {
                CustomerId = payment.CustomerId,
                StoreId = payment.StoreId,
                OrderGuid = payment.OrderGuid,
                PaymentMethodSystemName = GlaseDefaults.SystemName
            });
            return await failureFactory.FromResultAsync(result, payment, customer);
        }
        catch (Exception exception)
        {
            await failureLog.ErrorAsync($"order {payment.Id}", $"{PaymentLabels.For(payment)}: the order could not be placed.", exception,
                customer);
            return await failureFactory.FromExceptionAsync(exception, customer, payment.StoreId);
        }
    }

    // Whatever is chosen decides on the fee. A choice that is saved has nopCommerce read all choices again.
    private async Task ChooseGlaseAsync(Customer customer, int storeId)
    {
        var key = NopCustomerDefaults.SelectedPaymentMethodAttribute;
        if (await genericAttributeService.GetAttributeAsync<string>(customer, key, storeId) != GlaseDefaults.SystemName)
            await genericAttributeService.SaveAttributeAsync(customer, key, GlaseDefaults.SystemName, storeId);
    }

    // As long as nopCommerce keeps the request, it would give the shopper's next order the same GUID, and fail to place it.
    private async Task ForgetRequestAsync(GlasePayment payment)
    {
        var customer = await customerService.GetCustomerByIdAsync(payment.CustomerId);
        await genericAttributeService.SaveAttributeAsync<string>(customer, NopCustomerDefaults.ProcessPaymentRequestAttribute,
            null, payment.StoreId);
    }
}
