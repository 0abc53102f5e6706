using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// How the current store's checkout offers Glase among its payment methods.
/// </summary>
public class PaymentMethodOffer(GlaseConnectionProvider connections, ILocalizationService localizationService,
    IOrderTotalCalculationService orderTotals, IStoreContext storeContext)
{
    /// <summary>
    /// Gets whether the store's settings say where to call Glase and as whom, and the password can be decrypted.
    /// </summary>
    public async Task<bool> IsAvailableAsync()
    {
        var settings = await GetSettingsAsync();
        return GlaseConnectionProvider.IsComplete(settings) && connections.CanDecrypt(settings.TerminalPassword);
    }

    /// <summary>
    /// Gets what paying with Glase costs extra, in the primary store currency.
    /// </summary>
    public async Task<decimal> GetAdditionalFeeAsync(IList<ShoppingCartItem> cart)
    {
        var settings = await GetSettingsAsync();
        return await orderTotals.CalculatePaymentAdditionalFeeAsync(cart, settings.AdditionalFee, settings.AdditionalFeePercentage);
    }

    /// <summary>
    /// Gets what the checkout says about Glase, in the shopper's language.
    /// </summary>
    public Task<string> GetDescriptionAsync()
    {
        return localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".PaymentMethodDescription");
    }

    private async Task<GlaseSettings> GetSettingsAsync()
    {
        return await connections.GetSettingsAsync((await storeContext.GetCurrentStoreAsync()).Id);
    }
}
