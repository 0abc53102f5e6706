using System.Globalization;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Services.Catalog;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// The cart that an order was placed from, where nopCommerce stopped before it had emptied it.
/// </summary>
public class PartialOrderCart(IOrderService orderService, IProductService productService,
    IRepository<ShoppingCartItem> cartItems, IShoppingCartService shoppingCartService)
{
    /// <summary>
    /// Gets what is still in the cart. What the shopper put in or changed after the order was saved is not the order's.
    /// </summary>
    public Task<IList<ShoppingCartItem>> GetAsync(Order order)
    {
        return cartItems.GetAllAsync(query => query
            .Where(item => item.CustomerId == order.CustomerId && item.StoreId == order.StoreId
                && item.ShoppingCartTypeId == (int)ShoppingCartType.ShoppingCart
                && item.CreatedOnUtc <= order.CreatedOnUtc && item.UpdatedOnUtc <= order.CreatedOnUtc)
            .OrderBy(item => item.Id));
    }

    /// <summary>
    /// Takes out of the cart what the order has as its items. What the order lacks stays in the cart and is left to a person: its
    /// price, taxes and gift cards can only be had from nopCommerce while it places an order.
    /// </summary>
    public async Task MoveAsync(Order order, IList<ShoppingCartItem> cart, OrderCompletionReport report)
    {
        var items = (await orderService.GetOrderItemsAsync(order.Id)).OrderBy(item => item.Id).ToList();
        if (cart.Count > 0 && items.Count > 0)
            await CheckStockAsync(order, items[^1], report);

        var unmatched = items.ToList();
        var removed = 0;
        foreach (var row in cart)
        {
            if (unmatched.Find(item => IsSame(row, item)) is { } item)
            {
                unmatched.Remove(item);
                await shoppingCartService.DeleteShoppingCartItemAsync(row, resetCheckoutData: false);
                removed++;
            }
            else
                report.AddManualStep($"Add {await DescribeAsync(row)} to the order: it is paid, and is not among the order's items. It is " +
                    "still in the customer's cart.");
        }

        if (removed > 0)
            report.AddCompleted("what was ordered is taken out of the cart");
        if (cart.Count == 0 && items.Count == 0)
            report.AddManualStep("Add what was paid for: the order has no items, and the customer's cart is empty.");
    }

    private static bool IsSame(ShoppingCartItem row, OrderItem item)
    {
        return row.ProductId == item.ProductId && row.Quantity == item.Quantity
            && (row.AttributesXml ?? "") == (item.AttributesXml ?? "")
            && row.RentalStartDateUtc == item.RentalStartDateUtc && row.RentalEndDateUtc == item.RentalEndDateUtc;
    }

    // nopCommerce saves an item first, and reduces the stock then.
    private async Task CheckStockAsync(Order order, OrderItem last, OrderCompletionReport report)
    {
        var product = await productService.GetProductByIdAsync(last.ProductId);
        var isCounted = product?.ManageInventoryMethod switch
        {
            ManageInventoryMethod.ManageStock => !product.UseMultipleWarehouses,
            ManageInventoryMethod.ManageStockByAttributes => true,
            _ => false
        };
        if (!isCounted)
            return;

        var orderId = order.Id.ToString(CultureInfo.InvariantCulture);
        var history = await productService.GetStockQuantityHistoryAsync(product, pageSize: 100);
        if (!history.Any(entry => entry.QuantityAdjustment == -last.Quantity && NumbersIn(entry.Message).Contains(orderId)))
            report.AddManualStep($"Check the stock of \"{product.Name}\": its history does not show that this order reduced it by " +
                $"{last.Quantity}.");
    }

    private static string[] NumbersIn(string text)
    {
        return new string([.. (text ?? "").Select(character => char.IsAsciiDigit(character) ? character : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<string> DescribeAsync(ShoppingCartItem row)
    {
        var product = await productService.GetProductByIdAsync(row.ProductId);
        if (product is null)
            return string.Create(CultureInfo.InvariantCulture, $"{row.Quantity} of the deleted product {row.ProductId}");

        var sku = await productService.FormatSkuAsync(product, row.AttributesXml);
        return string.Create(CultureInfo.InvariantCulture, $"{row.Quantity} x \"{product.Name}\"") +
            (string.IsNullOrEmpty(sku) ? "" : $" (SKU {sku})");
    }
}
