using Nop.Core.Domain.Catalog;

namespace Nop.Services.Catalog;

public interface IProductAttributeParser
{
    Task<ProductAttributeCombination> FindProductAttributeCombinationAsync(
        Product product, string attributesXml, bool ignoreNonCombinableAttributes = true);
}
