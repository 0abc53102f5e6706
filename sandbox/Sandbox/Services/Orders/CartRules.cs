using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Orders;
using Nop.Services.Attributes;
using Nop.Services.Catalog;
using Sandbox.Services.Catalog;

namespace Sandbox.Services.Orders;

/// <summary>What a cart must keep to be ordered; each broken rule as a sentence for the shopper.</summary>
internal sealed class CartRules
{
    private readonly IProductService _products;
    private readonly ProductOptions _options;
    private readonly IAttributeService<CheckoutAttribute, CheckoutAttributeValue> _attributes;
    private readonly IAttributeParser<CheckoutAttribute, CheckoutAttributeValue> _parser;

    public CartRules(
        IProductService products, ProductOptions options, IAttributeService<CheckoutAttribute, CheckoutAttributeValue> attributes,
        IAttributeParser<CheckoutAttribute, CheckoutAttributeValue> parser)
    {
        _products = products;
        _options = options;
        _attributes = attributes;
        _parser = parser;
    }

    public async Task<IList<string>> BrokenByItemAsync(Product product, string attributesXml, int quantity)
    {
        if (product is null || product.Deleted || !product.Published)
            return ["The product is no longer sold."];

        var broken = new List<string>();
        if (quantity < Math.Max(product.OrderMinimumQuantity, 1))
            broken.Add($"The least quantity of {product.Name} is {Math.Max(product.OrderMinimumQuantity, 1)}.");
        if (quantity > product.OrderMaximumQuantity)
            broken.Add($"The most you can order of {product.Name} is {product.OrderMaximumQuantity}.");
        if (await StockAsync(product, attributesXml) is { } stock && stock < quantity)
            broken.Add(stock > 0 ? $"There are only {stock} of {product.Name} left." : $"{product.Name} is sold out.");

        var chosen = _options.Chosen(attributesXml).Select(choice => choice.Option.Id).ToHashSet();
        broken.AddRange(_options.OptionsOf(product.Id)
            .Where(option => !chosen.Contains(option.Id))
            .Select(option => $"Please choose: {option.Name}."));
        return broken;
    }

    public async Task<IList<string>> BrokenByCartAsync(
        IList<ShoppingCartItem> cart, string checkoutAttributesXml, bool withAttributes)
    {
        var broken = new List<string>();
        foreach (var item in cart)
        {
            if (await _products.GetProductByIdAsync(item.ProductId) is null)
                broken.Add("A product of your cart is no longer sold.");
        }

        if (!withAttributes)
            return broken;

        var chosen = (await _parser.ParseAttributesAsync(checkoutAttributesXml)).Select(attribute => attribute.Id).ToHashSet();
        broken.AddRange((await _attributes.GetAllAttributesAsync())
            .Where(attribute => attribute.IsRequired && !chosen.Contains(attribute.Id))
            .Select(attribute => $"Please choose: {attribute.Name}."));
        return broken;
    }

    private async Task<int?> StockAsync(Product product, string attributesXml)
    {
        if (product.BackorderMode != BackorderMode.NoBackorders)
            return null;
        return product.ManageInventoryMethod switch
        {
            ManageInventoryMethod.ManageStock => product.StockQuantity,
            ManageInventoryMethod.ManageStockByAttributes =>
                (await _options.FindProductAttributeCombinationAsync(product, attributesXml))?.StockQuantity,
            _ => null
        };
    }
}
