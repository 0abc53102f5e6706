using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Applies nopCommerce's checks of whether a shopper may check out in a store, with this payment method.
/// </summary>
public class CheckoutAccessValidator(ICustomerService customerService, ILocalizationService localizationService,
    IPaymentPluginManager paymentPluginManager, OrderSettings orderSettings)
{
    private const string Prefix = GlaseDefaults.ResourcePrefix + ".Payment.NotOrderable.";

    /// <summary>
    /// Finds what prevents the order.
    /// </summary>
    /// <param name="customer">The shopper</param>
    /// <param name="storeId">The store</param>
    /// <returns>The obstacle; null when there is none</returns>
    public async Task<OrderValidationError> ValidateAsync(Customer customer, int storeId)
    {
        if (orderSettings.CheckoutDisabled)
            return await ErrorAsync("Checkout.Disabled", OrderErrorRemedy.Wait);
        if (!orderSettings.AnonymousCheckoutAllowed && await customerService.IsGuestAsync(customer))
            return await ErrorAsync(Prefix + "Guest", OrderErrorRemedy.LogIn);
        return await paymentPluginManager.IsPluginActiveAsync(GlaseDefaults.SystemName, customer, storeId)
            ? null
            : await ErrorAsync(Prefix + "Method", OrderErrorRemedy.Checkout);
    }

    private async Task<OrderValidationError> ErrorAsync(string text, OrderErrorRemedy remedy)
    {
        return new OrderValidationError([await localizationService.GetResourceAsync(text)], remedy);
    }
}
