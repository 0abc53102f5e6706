using System.Globalization;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Services.Catalog;
using Nop.Services.Directory;
using Nop.Services.Localization;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Applies nopCommerce's checks of the minimum amounts of an order.
/// </summary>
public class MinimumAmountValidator(ICurrencyService currencyService, ILocalizationService localizationService,
    IOrderProcessingService orderProcessingService, IPriceFormatter priceFormatter, IWorkContext workContext,
    OrderSettings orderSettings)
{
    /// <summary>
    /// Finds whether a cart costs too little to be ordered.
    /// </summary>
    /// <returns>The obstacle; null when there is none</returns>
    public async Task<OrderValidationError> ValidateAsync(IList<ShoppingCartItem> cart)
    {
        if (!await orderProcessingService.ValidateMinOrderSubtotalAmountAsync(cart))
            return await MinimumErrorAsync("Checkout.MinOrderSubtotalAmount", orderSettings.MinOrderSubtotalAmount);
        if (!await orderProcessingService.ValidateMinOrderTotalAmountAsync(cart))
            return await MinimumErrorAsync("Checkout.MinOrderTotalAmount", orderSettings.MinOrderTotalAmount);
        return null;
    }

    private async Task<OrderValidationError> MinimumErrorAsync(string text, decimal amount)
    {
        var currency = await workContext.GetWorkingCurrencyAsync();
        var shown = await priceFormatter.FormatPriceAsync(
            await currencyService.ConvertFromPrimaryStoreCurrencyAsync(amount, currency), showCurrency: true, showTax: false);
        return new OrderValidationError(
            [string.Format(CultureInfo.CurrentCulture, await localizationService.GetResourceAsync(text), shown)],
            OrderErrorRemedy.Cart);
    }
}
