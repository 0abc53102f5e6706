using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Common;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Tells shoppers who see prices in another currency what paying the cart with Glase charges, before there is a payment.
/// </summary>
public class CartChargeTextFactory(PaymentTexts texts, PaymentMethodOffer offer, IGenericAttributeService genericAttributeService,
    IOrderTotalCalculationService orderTotals, IShoppingCartService shoppingCartService, IWorkContext workContext, IStoreContext storeContext,
    FailureLog failureLog)
{
    /// <summary>
    /// Describes Glase in the list of payment methods, with what is charged.
    /// </summary>
    public async Task<string> DescribeMethodAsync()
    {
        var description = await offer.GetDescriptionAsync();
        return await DescribeAsync() is { } charge ? $"{description}. {charge}" : description;
    }

    /// <summary>
    /// Gets what the current shopper's cart is charged, or at least in which currency; null where prices are in the primary store currency.
    /// Never throws: a failure is logged, and nothing is told.
    /// </summary>
    public async Task<string> DescribeAsync()
    {
        try
        {
            // Most shops have one currency: then no total is computed for it.
            var charge = await texts.DescribeChargeAsync(amount: null);
            if (charge is not null && await FindTotalAsync() is { } total)
                charge = await texts.DescribeChargeAsync(total);
            failureLog.Reset(nameof(CartChargeTextFactory));
            return charge;
        }
        catch (Exception exception)
        {
            await failureLog.WarningAsync(nameof(CartChargeTextFactory), "Glase: what a cart is charged could not be shown.", exception);
            return null;
        }
    }

    /// <summary>
    /// Gets whether the current shopper has chosen Glase.
    /// </summary>
    public async Task<bool> IsChosenAsync()
    {
        return await genericAttributeService.GetAttributeAsync<string>(await workContext.GetCurrentCustomerAsync(),
            NopCustomerDefaults.SelectedPaymentMethodAttribute, (await storeContext.GetCurrentStoreAsync()).Id) == GlaseDefaults.SystemName;
    }

    // Null when it is not known: nopCommerce includes the fee of the method that is chosen, which may be another one.
    private async Task<decimal?> FindTotalAsync()
    {
        var cart = await shoppingCartService.GetShoppingCartAsync(await workContext.GetCurrentCustomerAsync(), ShoppingCartType.ShoppingCart,
            (await storeContext.GetCurrentStoreAsync()).Id);
        var isChosen = await IsChosenAsync();
        if (cart.Count == 0 || !isChosen && await offer.GetAdditionalFeeAsync(cart) != 0)
            return null;

        var (total, _, _, _, _, _) = await orderTotals.GetShoppingCartTotalAsync(cart, usePaymentMethodAdditionalFee: isChosen);
        return total is > 0 ? total : null;
    }
}
