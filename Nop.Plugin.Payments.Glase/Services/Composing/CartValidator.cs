using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Localization;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Applies nopCommerce's checks of a cart's items and totals.
/// </summary>
public class CartValidator(MinimumAmountValidator minimumAmount, IGenericAttributeService genericAttributeService,
    ILocalizationService localizationService, IProductService productService, IShoppingCartService shoppingCartService)
{
    /// <summary>
    /// Finds what is wrong with a cart.
    /// </summary>
    /// <param name="customer">The shopper</param>
    /// <param name="storeId">The store</param>
    /// <param name="cart">The shopper's cart in the store; not empty</param>
    /// <returns>The first obstacle; null when there is none</returns>
    public async Task<OrderValidationError> ValidateAsync(Customer customer, int storeId, IList<ShoppingCartItem> cart)
    {
        var attributes = await genericAttributeService.GetAttributeAsync<string>(customer, NopCustomerDefaults.CheckoutAttributes,
            storeId);
        var warnings = await shoppingCartService.GetShoppingCartWarningsAsync(cart, attributes, validateCheckoutAttributes: true);
        if (warnings.Count > 0)
            return ToError(warnings);

        foreach (var item in cart)
        {
            var product = await productService.GetProductByIdAsync(item.ProductId);
            warnings = await shoppingCartService.GetShoppingCartItemWarningsAsync(customer, item.ShoppingCartType, product, storeId,
                item.AttributesXml, item.CustomerEnteredPrice, item.RentalStartDateUtc, item.RentalEndDateUtc, item.Quantity,
                addRequiredProducts: false, item.Id);
            if (warnings.Count > 0)
                return ToError(warnings);

            // nopCommerce's own check would read the items again.
            if (product.IsRecurring)
                return new OrderValidationError(
                    [await localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".Payment.NotOrderable.Method")],
                    OrderErrorRemedy.Checkout);
        }

        return await minimumAmount.ValidateAsync(cart);
    }

    // nopCommerce's warnings are HTML, some with links.
    private static OrderValidationError ToError(IList<string> warnings)
    {
        return new OrderValidationError([.. warnings.Select(InvoiceTexts.Plain)], OrderErrorRemedy.Cart);
    }
}
