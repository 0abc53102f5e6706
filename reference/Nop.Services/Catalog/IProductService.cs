using Nop.Core;
using Nop.Core.Domain.Catalog;

namespace Nop.Services.Catalog;

public interface IProductService
{
    Task<Product> GetProductByIdAsync(int productId);

    Task<IList<Product>> GetProductsByIdsAsync(int[] productIds);

    Task InsertProductAsync(Product product);

    Task UpdateProductAsync(Product product);

    Task<int> GetTotalStockQuantityAsync(Product product, bool useReservedQuantity = true, int warehouseId = 0);

    Task<string> FormatSkuAsync(Product product, string attributesXml = null);

    Task<string> FormatMpnAsync(Product product, string attributesXml = null);

    Task<string> FormatGtinAsync(Product product, string attributesXml = null);

    Task AdjustInventoryAsync(Product product, int quantityToChange, string attributesXml = "", string message = "");

    Task<IPagedList<StockQuantityHistory>> GetStockQuantityHistoryAsync(
        Product product, int warehouseId = 0, int combinationId = 0, int pageIndex = 0, int pageSize = int.MaxValue);
}
