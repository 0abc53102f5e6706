using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Catalog;
using Nop.Services.Localization;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Finds what would have to be put back into a changed cart, and what of it nopCommerce refuses. Changes nothing.
/// </summary>
public class PaidCartComparer(CartContentsReader contentsReader, IShoppingCartService shoppingCartService, IProductService productService,
    ILocalizationService localizationService)
{
    /// <summary>
    /// Compares a cart with what was paid for. Items are the same where nopCommerce would add them to one line of the cart.
    /// </summary>
    /// <param name="payment">The payment of the cart</param>
    /// <param name="customer">The cart's shopper</param>
    /// <returns>The difference; null when what was paid for is not recorded</returns>
    public async Task<PaidCartDifference> CompareAsync(GlasePayment payment, Customer customer)
    {
        if (CartCosts.Read(payment.Costs) is not { Contents: { } paid } costs)
            return null;

        var cart = await shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, payment.StoreId);
        var added = cart.ToList();
        var (items, kept) = (new List<(CartContentsItem, ShoppingCartItem)>(), new List<(CartContentsItem, ShoppingCartItem)>());
        foreach (var item in paid.Items)
        {
            var found = await FindAsync(item, added);
            added.Remove(found);
            (found?.Quantity == item.Quantity ? kept : items).Add((item, found));
        }

        var now = await contentsReader.ReadAsync(cart, customer, payment.StoreId);
        var delivery = costs.Delivery is { } sent && sent.ShippingAddressId == customer.ShippingAddressId ? sent : null;
        var isOtherwiseChosen = now.CheckoutAttributes != paid.CheckoutAttributes
            || now.UsesRewardPoints != paid.UsesRewardPoints
            || !CartContents.AreSameCodes(now.DiscountCodes, paid.DiscountCodes)
            || !CartContents.AreSameCodes(now.GiftCardCodes, paid.GiftCardCodes)
            || delivery is not null && delivery != await contentsReader.ReadDeliveryAsync(cart, customer, payment.StoreId);
        return new PaidCartDifference(paid, items, kept, added, isOtherwiseChosen, delivery);
    }

    /// <summary>
    /// Finds which of the items that were paid for nopCommerce would not take into the cart, as when they are sold out.
    /// </summary>
    /// <param name="difference">What is to be put back</param>
    /// <param name="customer">The cart's shopper</param>
    /// <param name="storeId">The store</param>
    /// <returns>What is refused and why, in the shopper's language and as plain text</returns>
    public async Task<IReadOnlyList<string>> FindRefusalsAsync(PaidCartDifference difference, Customer customer, int storeId)
    {
        var refusals = new List<string>();
        foreach (var (paid, found) in difference.Items.Concat(difference.Kept))
        {
            if (await productService.GetProductByIdAsync(paid.ProductId) is not { } product)
            {
                refusals.Add(await localizationService.GetResourceAsync("ShoppingCart.ProductDeleted"));
                continue;
            }

            // What was added of the product is removed before, and may be what the shop has no more of.
            if (difference.Added.Any(item => item.ProductId == paid.ProductId) && found?.Quantity != paid.Quantity)
                continue;

            // Products that it requires may have to be put back as well.
            var warnings = await shoppingCartService.GetShoppingCartItemWarningsAsync(customer, ShoppingCartType.ShoppingCart, product, storeId,
                paid.Attributes, paid.EnteredPrice, paid.RentalStartsOnUtc, paid.RentalEndsOnUtc, paid.Quantity, addRequiredProducts: false,
                found?.Id ?? 0, getRequiredProductWarnings: false);
            if (warnings.Count > 0)
                refusals.Add($"{await localizationService.GetLocalizedAsync(product, entity => entity.Name)} – " +
                    string.Join(" ", warnings.Select(InvoiceTexts.Plain)));
        }

        return refusals;
    }

    private async Task<ShoppingCartItem> FindAsync(CartContentsItem item, IList<ShoppingCartItem> cart)
    {
        return await productService.GetProductByIdAsync(item.ProductId) is { } product
            ? await shoppingCartService.FindShoppingCartItemInTheCartAsync(cart, ShoppingCartType.ShoppingCart, product, item.Attributes,
                item.EnteredPrice, item.RentalStartsOnUtc, item.RentalEndsOnUtc)
            : null;
    }
}
