using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Reads what a shopper has put into a cart and chosen for it. Changes nothing.
/// </summary>
public class CartContentsReader(ICustomerService customerService, IGenericAttributeService genericAttributeService,
    IShoppingCartService shoppingCartService)
{
    /// <summary>
    /// Gets the contents of a cart.
    /// </summary>
    /// <param name="cart">The shopper's cart in the store</param>
    /// <param name="customer">The shopper</param>
    /// <param name="storeId">The store</param>
    public async Task<CartContents> ReadAsync(IList<ShoppingCartItem> cart, Customer customer, int storeId)
    {
        return new CartContents
        {
            Items = [.. cart.Select(item => new CartContentsItem(item.ProductId, item.Quantity, NullIfEmpty(item.AttributesXml),
                item.CustomerEnteredPrice, item.RentalStartDateUtc, item.RentalEndDateUtc))],
            CheckoutAttributes = NullIfEmpty(await genericAttributeService.GetAttributeAsync<string>(customer,
                NopCustomerDefaults.CheckoutAttributes, storeId)),
            DiscountCodes = await customerService.ParseAppliedDiscountCouponCodesAsync(customer),
            GiftCardCodes = await customerService.ParseAppliedGiftCardCouponCodesAsync(customer),
            UsesRewardPoints = await genericAttributeService.GetAttributeAsync<bool>(customer,
                NopCustomerDefaults.UseRewardPointsDuringCheckoutAttribute, storeId)
        };
    }

    /// <summary>
    /// Gets how a cart is sent; null when it is not sent, or nothing is chosen.
    /// </summary>
    /// <inheritdoc cref="ReadAsync" />
    public async Task<CartDelivery> ReadDeliveryAsync(IList<ShoppingCartItem> cart, Customer customer, int storeId)
    {
        return await genericAttributeService.GetAttributeAsync<string>(customer, NopCustomerDefaults.SelectedShippingOptionAttribute,
                storeId) is { } option && await shoppingCartService.ShoppingCartRequiresShippingAsync(cart)
            ? new CartDelivery(option, await genericAttributeService.GetAttributeAsync<string>(customer,
                NopCustomerDefaults.SelectedPickupPointAttribute, storeId), customer.ShippingAddressId)
            : null;
    }

    private static string NullIfEmpty(string text) => string.IsNullOrEmpty(text) ? null : text;
}
