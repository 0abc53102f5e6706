using System.Globalization;
using Nop.Core.Domain.Catalog;
using Nop.Data;
using Nop.Services.Catalog;
using Sandbox.Data.Entities;
using Sandbox.Services.Attributes;

namespace Sandbox.Services.Catalog;

/// <summary>What can be chosen about products, and what a cart line has chosen.</summary>
internal sealed class ProductOptions : IProductAttributeParser
{
    public const string Element = "ProductAttribute";

    private readonly IRepository<ProductOption> _options;
    private readonly IRepository<ProductOptionValue> _values;
    private readonly IRepository<ProductAttributeCombination> _combinations;

    public ProductOptions(
        IRepository<ProductOption> options, IRepository<ProductOptionValue> values,
        IRepository<ProductAttributeCombination> combinations)
    {
        _options = options;
        _values = values;
        _combinations = combinations;
    }

    public IList<ProductOption> OptionsOf(int productId)
    {
        return _options.Table.Where(option => option.ProductId == productId).OrderBy(option => option.Id).ToList();
    }

    public IList<ProductOptionValue> ValuesOf(int optionId)
    {
        return _values.Table.Where(value => value.ProductOptionId == optionId).OrderBy(value => value.Id).ToList();
    }

    public IList<(ProductOption Option, ProductOptionValue Value)> Chosen(string attributesXml)
    {
        var chosen = new List<(ProductOption, ProductOptionValue)>();
        foreach (var (optionId, values) in AttributesXml.Read(Element, attributesXml))
        {
            var option = _options.GetById(optionId, _ => default);
            foreach (var text in option is null ? [] : values)
            {
                if (_values.GetById(int.Parse(text, CultureInfo.InvariantCulture), _ => default) is { } value)
                    chosen.Add((option, value));
            }
        }

        return chosen;
    }

    public Task<ProductAttributeCombination> FindProductAttributeCombinationAsync(
        Product product, string attributesXml, bool ignoreNonCombinableAttributes = true)
    {
        if (string.IsNullOrEmpty(attributesXml))
            return Task.FromResult<ProductAttributeCombination>(null);

        var wanted = ValueIds(attributesXml);
        return Task.FromResult(_combinations.Table
            .Where(combination => combination.ProductId == product.Id)
            .AsEnumerable()
            .FirstOrDefault(combination => ValueIds(combination.AttributesXml).SetEquals(wanted)));
    }

    private static HashSet<string> ValueIds(string attributesXml)
    {
        return AttributesXml.Read(Element, attributesXml).SelectMany(attribute => attribute.Values).ToHashSet();
    }
}
