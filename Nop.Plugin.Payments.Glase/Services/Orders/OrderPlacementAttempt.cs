using System.Globalization;
using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Logging;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// One attempt to place the order of a paid payment, in the payment's context; see <see cref="StoreRequestScope"/>.
/// </summary>
public class OrderPlacementAttempt(CartReadiness readiness, ICustomerService customerService,
    IGenericAttributeService genericAttributeService, PaymentStore paymentStore, LockedPayments lockedPayments, OrderPaymentClaims claims,
    ILocalizationService localizationService, ILogger logger, LogDeduplicator logDeduplicator, OrderValidator validator,
    IOrderProcessingService orderProcessingService, PaymentApplier applier, CheckoutPaymentProcessor processor,
    TimeProvider timeProvider)
{
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
            return await RecordAsync(payment.Id, failure);

        await ForgetRequestAsync(payment);
        return outcome;
    }

    /// <summary>
    /// Records that an attempt failed, and what follows from it.
    /// </summary>
    /// <returns>Delayed when it is tried again, Stuck when it is not</returns>
    public async Task<ApplyOutcome> RecordAsync(int paymentId, PlacementFailure failure)
    {
        if (!await claims.TryReleaseAsync(paymentId))
            return ApplyOutcome.InProgress;

        var failed = await lockedPayments.UpdateAsync(paymentId, payment =>
        {
            var next = failure.IsTransient
                ? PlacementRetryPolicy.NextAttempt(payment.FailedPlacementAttempts + 1, timeProvider.GetUtcNow().UtcDateTime)
                : null;
            var rest = next is null ? "" : string.Create(CultureInfo.InvariantCulture, $" It is tried again from {next:yyyy-MM-dd HH:mm:ss} UTC on.");
            payment.RecordPlacementFailure(next, $"Paid, but the order could not be placed: {failure.Error}{rest}", failure.ShopperError);
        });
        return failed.NextPlacementAttemptOnUtc is null ? ApplyOutcome.NotApplicable : ApplyOutcome.RetryScheduled;
    }

    private async Task<PlacementFailure> TryPlaceAsync(GlasePayment payment)
    {
        Customer customer = null;
        try
        {
            customer = await customerService.GetCustomerByIdAsync(payment.CustomerId);

            // nopCommerce would place it where its price is known all the same, and nobody would know how to send it. The shopper
            // who began the checkout anew may still choose.
            if (await readiness.LacksShippingAsync(customer, payment.StoreId))
                return PlacementFailure.Refusal("The cart is to be sent, but how, or where to, is not chosen.",
                    await TextAsync("ShippingNotChosen"));

            await genericAttributeService.SaveAttributeAsync(customer, NopCustomerDefaults.SelectedPaymentMethodAttribute,
                GlaseDefaults.SystemName, payment.StoreId);
            var result = await orderProcessingService.PlaceOrderAsync(new ProcessPaymentRequest
            {
                CustomerId = payment.CustomerId,
                StoreId = payment.StoreId,
                OrderGuid = payment.OrderGuid,
                PaymentMethodSystemName = GlaseDefaults.SystemName
            });

            // What fails after nopCommerce has looked the cart over comes as an error, not as an exception.
            if (result.Success)
                return null;
            if (processor.Refusal is { } refusal)
                return PlacementFailure.Refusal(refusal, (await paymentStore.GetByIdAsync(payment.Id)).ShopperError);
            var refused = await validator.ValidateAsync(customer, payment.StoreId) is { IsTransient: false } error
                ? string.Join(" ", error.Reasons)
                : null;
            return refused is not null
                ? PlacementFailure.Refusal(refused, refused)
                : new PlacementFailure(string.Join(" ", result.Errors), IsTransient: true);
        }
        catch (Exception exception)
        {
            // nopCommerce throws for an empty cart, an item that was sold out, a missing address, and the like.
            if (logDeduplicator.ShouldLog($"order {payment.Id}", exception.Message))
                await logger.ErrorAsync($"{PaymentLabels.For(payment)}: the order could not be placed. " +
                    exception.Message, exception, customer);
            var failure = PlacementFailure.From(exception);
            // That the cart is empty nopCommerce says in English, whatever the shopper's language.
            return failure.ShopperError is not null && await readiness.IsEmptyAsync(customer, payment.StoreId)
                ? failure with { ShopperError = await TextAsync("CartEmpty") }
                : failure;
        }
    }

    private Task<string> TextAsync(string key)
    {
        return localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Error.{key}");
    }

    // nopCommerce would give the shopper's next order the same GUID, for as long as it keeps the request, and fail over it.
    private async Task ForgetRequestAsync(GlasePayment payment)
    {
        var customer = await customerService.GetCustomerByIdAsync(payment.CustomerId);
        await genericAttributeService.SaveAttributeAsync<string>(customer, NopCustomerDefaults.ProcessPaymentRequestAttribute,
            null, payment.StoreId);
    }
}
