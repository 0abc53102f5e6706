using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Determines why the order of a paid payment was not placed, and whether that may pass, from what nopCommerce returned or threw.
/// </summary>
public class PlacementFailureFactory(CartReadiness readiness, ILocalizationService localizationService, OrderValidator validator, TotalChangeDetector totalChangeDetector, OrderTotalVerifier totalVerifier, CheckoutPaymentProcessor processor)
{
    /// <summary>
    /// Gets the failure of a cart that has to be sent and whose shopper has not chosen how, or where to; null when nothing is missing.
    /// nopCommerce forgets the choice of a cart that is changed: then that is the reason.
    /// </summary>
    public async Task<PlacementFailure> FindMissingShippingAsync(GlasePayment payment, Customer customer)
    {
        if (!await readiness.LacksShippingAsync(customer, payment.StoreId))
            return null;
        if (await totalChangeDetector.FindAsync(payment, customer) is { } change)
            return PlacementFailure.Refusal(
                $"{CurrencyDecimals.Format(payment.Amount, payment.CurrencyCode)} was paid, but {change.Reason}.",
                await totalChangeDetector.DescribeAsync(change));
        return PlacementFailure.Refusal("The cart is to be sent, but how, or where to, is not chosen.",
            await localizationService.GetErrorTextAsync("ShippingNotChosen"));
    }

    /// <summary>
    /// Gets the failure of a cart that comes to nothing by now, whose order nopCommerce would place without asking for its payment; null when
    /// there is something to pay.
    /// </summary>
    public async Task<PlacementFailure> FindNothingToPayAsync(GlasePayment payment, Customer customer)
    {
        return await readiness.IsFreeAsync(customer, payment.StoreId)
            && await totalVerifier.FindMismatchAsync(payment, new ProcessPaymentRequest { OrderTotal = 0 }) is { } mismatch
                ? new PlacementFailure(mismatch.Error, mismatch.IsTransient, mismatch.ShopperError)
                : null;
    }

    /// <summary>
    /// Gets the failure of what nopCommerce returned; null when the order was placed.
    /// </summary>
    public async Task<PlacementFailure> FromResultAsync(PlaceOrderResult result, GlasePayment payment, Customer customer)
    {
        if (result.Success)
            return null;
        if (processor.Refusal is { } refusal)
            return refusal;

        // nopCommerce returns what fails after its checks of the cart as an error, and does not throw it.
        var refused = await validator.ValidateAsync(customer, payment.StoreId) is { IsTransient: false } error
            ? string.Join(" ", error.Reasons)
            : null;
        return refused is not null
            ? PlacementFailure.Refusal(refused, refused)
            : new PlacementFailure(string.Join(" ", result.Errors), IsTransient: true);
    }

    /// <summary>
    /// Gets the failure of what nopCommerce threw: for an empty cart, an item that was sold out, a missing address, and the like.
    /// </summary>
    public async Task<PlacementFailure> FromExceptionAsync(Exception exception, Customer customer, int storeId)
    {
        var failure = PlacementFailure.From(exception);
        // nopCommerce says in English that the cart is empty, whatever the shopper's language.
        return failure.ShopperError is not null && await readiness.IsEmptyAsync(customer, storeId)
            ? failure with { ShopperError = await localizationService.GetErrorTextAsync("CartEmpty") }
            : failure;
    }
}
