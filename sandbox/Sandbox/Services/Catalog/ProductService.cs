using Nop.Core.Domain.Catalog;
using Nop.Data;
using Nop.Services.Catalog;

namespace Sandbox.Services.Catalog;

internal sealed class ProductService : IProductService
{
    private readonly IRepository<Product> _products;
    private readonly IRepository<ProductAttributeCombination> _combinations;
    private readonly IProductAttributeParser _attributes;

    public ProductService(
        IRepository<Product> products, IRepository<ProductAttributeCombination> combinations, IProductAttributeParser attributes)
    {
        _products = products;
        _combinations = combinations;
        _attributes = attributes;
    }

    public Task<Product> GetProductByIdAsync(int productId) => _products.GetByIdAsync(productId, _ => default);

    public Task<IList<Product>> GetProductsByIdsAsync(int[] productIds) =>
        _products.GetByIdsAsync(productIds, _ => default, false);

    public Task InsertProductAsync(Product product) => _products.InsertAsync(product);

    public Task UpdateProductAsync(Product product) => _products.UpdateAsync(product);

    public Task<int> GetTotalStockQuantityAsync(Product product, bool useReservedQuantity = true, int warehouseId = 0)
    {
        return Task.FromResult(product.ManageInventoryMethod == ManageInventoryMethod.ManageStock ? product.StockQuantity : 0);
    }

    public async Task<string> FormatSkuAsync(Product product, string attributesXml = null)
    {
        return Own((await CombinationAsync(product, attributesXml))?.Sku, product.Sku);
    }

    public async Task<string> FormatMpnAsync(Product product, string attributesXml = null)
    {
        return Own((await CombinationAsync(product, attributesXml))?.ManufacturerPartNumber, product.ManufacturerPartNumber);
    }

    public async Task<string> FormatGtinAsync(Product product, string attributesXml = null)
    {
        return Own((await CombinationAsync(product, attributesXml))?.Gtin, product.Gtin);
    }

    public async Task AdjustInventoryAsync(Product product, int quantityToChange, string attributesXml = "", string message = "")
    {
        if (quantityToChange == 0)
            return;

        if (product.ManageInventoryMethod == ManageInventoryMethod.ManageStock)
        {
            product.StockQuantity += quantityToChange;
            await UpdateProductAsync(product);
        }
        else if (product.ManageInventoryMethod == ManageInventoryMethod.ManageStockByAttributes
            && await CombinationAsync(product, attributesXml) is { } combination)
        {
            combination.StockQuantity += quantityToChange;
            await _combinations.UpdateAsync(combination);
        }
    }

    private async Task<ProductAttributeCombination> CombinationAsync(Product product, string attributesXml)
    {
        return product.ManageInventoryMethod == ManageInventoryMethod.ManageStockByAttributes
            ? await _attributes.FindProductAttributeCombinationAsync(product, attributesXml)
            : null;
    }

    private static string Own(string own, string common) => string.IsNullOrEmpty(own) ? common : own;
}
