using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Services.Catalog;
using Nop.Services.Orders;
using Nop.Services.Stores;
using Nop.Services.Tax;

namespace Sandbox.Services.Orders;

/// <summary>Turns a cart's lines into an order's, takes them from the stock and empties the cart.</summary>
internal sealed class OrderItemsFromCart
{
    private readonly IOrderService _orders;
    private readonly IProductService _products;
    private readonly IProductAttributeFormatter _attributes;
    private readonly IShoppingCartService _carts;
    private readonly IStoreService _stores;
    private readonly ITaxService _tax;
    private readonly IEventPublisher _events;

    public OrderItemsFromCart(
        IOrderService orders, IProductService products, IProductAttributeFormatter attributes, IShoppingCartService carts,
        IStoreService stores, ITaxService tax, IEventPublisher events)
    {
        _orders = orders;
        _products = products;
        _attributes = attributes;
        _carts = carts;
        _stores = stores;
        _tax = tax;
        _events = events;
    }

    public async Task MoveAsync(OrderDetails details)
    {
        foreach (var line in details.Cart)
            await MoveAsync(line, details);
        await _carts.ClearShoppingCartAsync(details.Customer, details.Order.StoreId);
    }

    private async Task MoveAsync(ShoppingCartItem line, OrderDetails details)
    {
        var product = await _products.GetProductByIdAsync(line.ProductId);
        var unitPrice = (await _carts.GetUnitPriceAsync(line, true)).unitPrice;
        var (price, discount, _, _) = await _carts.GetSubTotalAsync(line, true);

        async Task<decimal> Taxed(decimal amount, bool withTax) =>
            (await _tax.GetProductPriceAsync(product, amount, withTax, details.Customer)).price;

        var item = new OrderItem
        {
            OrderItemGuid = Guid.NewGuid(),
            OrderId = details.Order.Id,
            ProductId = product.Id,
            Quantity = line.Quantity,
            UnitPriceInclTax = await Taxed(unitPrice, true),
            UnitPriceExclTax = await Taxed(unitPrice, false),
            PriceInclTax = await Taxed(price, true),
            PriceExclTax = await Taxed(price, false),
            DiscountAmountInclTax = await Taxed(discount, true),
            DiscountAmountExclTax = await Taxed(discount, false),
            AttributesXml = line.AttributesXml,
            AttributeDescription = await _attributes.FormatAttributesAsync(
                product, line.AttributesXml, details.Customer, await _stores.GetStoreByIdAsync(line.StoreId))
        };
        await _orders.InsertOrderItemAsync(item);
        await _products.AdjustInventoryAsync(product, -line.Quantity, line.AttributesXml, $"Order {details.Order.Id} was placed");
        await _events.PublishAsync(new ShoppingCartItemMovedToOrderItemEvent(line, item));
    }
}
