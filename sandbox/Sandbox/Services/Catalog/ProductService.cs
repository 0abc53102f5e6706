using Nop.Core;
using Nop.Core.Domain.Catalog;
using Nop.Data;
using Nop.Services.Catalog;

namespace Sandbox.Services.Catalog;

internal sealed class ProductService : IProductService
{
    private readonly IRepository<Product> _products;
    private readonly IRepository<ProductAttributeCombination> _combinations;
    private readonly IRepository<StockQuantityHistory> _history;
    private readonly IProductAttributeParser _attributes;
    private readonly TimeProvider _time;

    public ProductService(
        IRepository<Product> products, IRepository<ProductAttributeCombination> combinations,
        IRepository<StockQuantityHistory> history, IProductAttributeParser attributes, TimeProvider time)
    {
        _products = products;
        _combinations = combinations;
        _history = history;
        _attributes = attributes;
        _time = time;
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
            await RecordAsync(product, quantityToChange, product.StockQuantity, combinationId: null, message);
        }
        else if (product.ManageInventoryMethod == ManageInventoryMethod.ManageStockByAttributes
            && await CombinationAsync(product, attributesXml) is { } combination)
        {
            combination.StockQuantity += quantityToChange;
            await _combinations.UpdateAsync(combination);
            await RecordAsync(product, quantityToChange, combination.StockQuantity, combination.Id, message);
        }
    }

    public Task<IPagedList<StockQuantityHistory>> GetStockQuantityHistoryAsync(
        Product product, int warehouseId = 0, int combinationId = 0, int pageIndex = 0, int pageSize = int.MaxValue)
    {
        return _history.GetAllPagedAsync(
            query =>
            {
                query = query.Where(entry => entry.ProductId == product.Id);
                if (warehouseId > 0)
                    query = query.Where(entry => entry.WarehouseId == warehouseId);
                if (combinationId > 0)
                    query = query.Where(entry => entry.CombinationId == combinationId);
                return query.OrderByDescending(entry => entry.CreatedOnUtc).ThenByDescending(entry => entry.Id);
            },
            pageIndex, pageSize);
    }

    private Task RecordAsync(Product product, int adjustment, int stock, int? combinationId, string message)
    {
        return _history.InsertAsync(new StockQuantityHistory
        {
            ProductId = product.Id,
            CombinationId = combinationId,
            QuantityAdjustment = adjustment,
            StockQuantity = stock,
            Message = message,
            CreatedOnUtc = _time.GetUtcNow().UtcDateTime
        });
    }

    private async Task<ProductAttributeCombination> CombinationAsync(Product product, string attributesXml)
    {
        return product.ManageInventoryMethod == ManageInventoryMethod.ManageStockByAttributes
            ? await _attributes.FindProductAttributeCombinationAsync(product, attributesXml)
            : null;
    }

    private static string Own(string own, string common) => string.IsNullOrEmpty(own) ? common : own;
}
