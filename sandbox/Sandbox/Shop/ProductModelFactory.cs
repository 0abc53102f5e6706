using Nop.Core.Domain.Catalog;
using Nop.Data;
using Nop.Services.Tax;
using Sandbox.Data.Entities;
using Sandbox.Services.Catalog;
using Sandbox.Shop.Models;

namespace Sandbox.Shop;

internal sealed class ProductModelFactory
{
    private readonly IRepository<Product> _products;
    private readonly IRepository<ProductPicture> _pictures;
    private readonly ProductOptions _options;
    private readonly ITaxService _tax;
    private readonly Prices _prices;

    public ProductModelFactory(
        IRepository<Product> products, IRepository<ProductPicture> pictures, ProductOptions options, ITaxService tax,
        Prices prices)
    {
        _products = products;
        _pictures = pictures;
        _options = options;
        _tax = tax;
        _prices = prices;
    }

    public async Task<IList<ProductModel>> PrepareListAsync()
    {
        var models = new List<ProductModel>();
        foreach (var product in _products.Table
            .Where(product => product.Published && !product.Deleted).OrderBy(product => product.Id).ToList())
            models.Add(await PrepareAsync(product));
        return models;
    }

    public async Task<ProductModel> PrepareAsync(Product product)
    {
        var options = new List<ProductModel.OptionModel>();
        foreach (var option in _options.OptionsOf(product.Id))
            options.Add(new ProductModel.OptionModel(option.Id, option.Name, await ChoicesAsync(product, option)));

        return new ProductModel
        {
            Id = product.Id,
            Name = product.Name,
            Description = product.ShortDescription,
            Sku = product.Sku,
            Picture = PictureOf(product.Id),
            Price = await ShowAsync(product, product.Price),
            Stock = product.ManageInventoryMethod == ManageInventoryMethod.ManageStock ? product.StockQuantity : null,
            Options = options
        };
    }

    public string PictureOf(int productId)
    {
        var picture = _pictures.Table.FirstOrDefault(picture => picture.ProductId == productId);
        return picture is null ? null : $"/images/products/{picture.FileName}";
    }

    private async Task<IList<ProductModel.ChoiceModel>> ChoicesAsync(Product product, ProductOption option)
    {
        var choices = new List<ProductModel.ChoiceModel>();
        foreach (var value in _options.ValuesOf(option.Id))
        {
            var extra = value.PriceAdjustment == 0 ? "" : $" (+{await ShowAsync(product, value.PriceAdjustment)})";
            choices.Add(new ProductModel.ChoiceModel(value.Id, value.Name + extra));
        }

        return choices;
    }

    private async Task<string> ShowAsync(Product product, decimal price)
    {
        return await _prices.ShowAsync((await _tax.GetProductPriceAsync(product, price)).price);
    }
}
