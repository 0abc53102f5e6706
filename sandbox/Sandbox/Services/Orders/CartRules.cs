using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;
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
    private readonly IActionContextAccessor _action;
    private readonly IUrlHelperFactory _urls;
    private readonly TimeProvider _time;

    public CartRules(
        IProductService products, ProductOptions options, IAttributeService<CheckoutAttribute, CheckoutAttributeValue> attributes,
        IAttributeParser<CheckoutAttribute, CheckoutAttributeValue> parser, IActionContextAccessor action, IUrlHelperFactory urls,
        TimeProvider time)
    {
        _products = products;
        _options = options;
        _attributes = attributes;
        _parser = parser;
        _action = action;
        _urls = urls;
        _time = time;
    }

    public async Task<IList<string>> BrokenByItemAsync(Product product, string attributesXml, int quantity)
    {
        if (product is null || product.Deleted || !product.Published)
            return ["The product is no longer sold."];

        var broken = new List<string>();
        if (product.DisableBuyButton || product.CallForPrice)
            broken.Add($"{product.Name} cannot be bought now.");
        if (product.AvailableEndDateTimeUtc < _time.GetUtcNow().UtcDateTime)
            broken.Add($"{product.Name} is not available any more.");
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

    /// <summary>Products that one of the cart needs beside it; as in nopCommerce, with links that want an action context.</summary>
    public async Task<IList<string>> MissingBesideAsync(Product product, IList<ShoppingCartItem> cart)
    {
        if (product is not { RequireOtherProducts: true })
            return [];

        var urls = _urls.GetUrlHelper(_action.ActionContext);
        var missing = new List<string>();
        foreach (var text in product.RequiredProductIds.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var id = int.Parse(text, CultureInfo.InvariantCulture);
            if (cart.Any(item => item.ProductId == id))
                continue;

            var other = await _products.GetProductByIdAsync(id);
            var link = urls.RouteUrl("ProductDetails", new { productId = id });
            missing.Add($"This product requires: <a href=\"{link}\">{other.Name}</a>");
        }

        return missing;
    }

    public async Task<IList<string>> BrokenByCartAsync(
        IList<ShoppingCartItem> cart, string checkoutAttributesXml, bool withAttributes)
    {
        var broken = new List<string>();
        var products = new List<Product>();
        foreach (var item in cart)
        {
            if (await _products.GetProductByIdAsync(item.ProductId) is not { } product)
                return ["A product of your cart is no longer sold."];
            products.Add(product);
        }

        if (products.DistinctBy(product => product.IsRecurring).Count() > 1)
            broken.Add("Subscriptions are ordered on their own.");

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
