using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares what the payment step offers besides Glase.
/// </summary>
public class OtherMethodsFactory(IPaymentPluginManager paymentPluginManager, ICustomerService customerService,
    IShoppingCartService shoppingCartService, ILocalizationService localizationService, IGenericAttributeService genericAttributeService,
    IWorkContext workContext, IStoreContext storeContext, FailureLog failureLog)
{
    /// <summary>
    /// Gets the other payment methods that nopCommerce offers for the current shopper's cart. Never throws: a failure is logged, and none
    /// is listed.
    /// </summary>
    public async Task<IReadOnlyList<OtherMethodModel>> GetAsync()
    {
        try
        {
            var methods = await FindAsync();
            failureLog.Reset(nameof(OtherMethodsFactory));
            return methods;
        }
        catch (Exception exception)
        {
            await failureLog.WarningAsync(nameof(OtherMethodsFactory),
                "Glase: the payment step could not list the shop's other payment methods.", exception);
            return [];
        }
    }

    private async Task<IReadOnlyList<OtherMethodModel>> FindAsync()
    {
        var customer = await workContext.GetCurrentCustomerAsync();
        var store = await storeContext.GetCurrentStoreAsync();
        var language = await workContext.GetWorkingLanguageAsync();
        var cart = await shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, store.Id);
        var countryId = (await customerService.GetCustomerBillingAddressAsync(customer))?.CountryId ?? 0;
        var usesRewardPoints = await genericAttributeService.GetAttributeAsync<bool>(customer,
            NopCustomerDefaults.UseRewardPointsDuringCheckoutAttribute, store.Id);
        var methods = new List<OtherMethodModel>();
        foreach (var method in await paymentPluginManager.LoadActivePluginsAsync(customer, store.Id, countryId))
        {
            var systemName = method.PluginDescriptor.SystemName;
            if (systemName != GlaseDefaults.SystemName && method.PaymentMethodType != PaymentMethodType.Button
                && !await method.HidePaymentMethodAsync(cart))
                methods.Add(new OtherMethodModel(systemName, usesRewardPoints, await localizationService.GetLocalizedFriendlyNameAsync(method, language.Id)));
        }

        return methods;
    }
}
