using System.Net;
using Nop.Core;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using Nop.Services.Catalog;
using Nop.Services.Directory;
using Nop.Services.Tax;

namespace Sandbox.Services.Catalog;

/// <summary>Chosen options in words, such as "Colour: White [+€1.50]".</summary>
internal sealed class ProductAttributeFormatter : IProductAttributeFormatter
{
    private readonly ProductOptions _options;
    private readonly ITaxService _tax;
    private readonly ICurrencyService _currencies;
    private readonly IPriceFormatter _formatter;
    private readonly IWorkContext _workContext;
    private readonly IStoreContext _storeContext;

    public ProductAttributeFormatter(
        ProductOptions options, ITaxService tax, ICurrencyService currencies, IPriceFormatter formatter, IWorkContext workContext,
        IStoreContext storeContext)
    {
        _options = options;
        _tax = tax;
        _currencies = currencies;
        _formatter = formatter;
        _workContext = workContext;
        _storeContext = storeContext;
    }

    public async Task<string> FormatAttributesAsync(Product product, string attributesXml)
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        return await FormatAttributesAsync(product, attributesXml, customer, await _storeContext.GetCurrentStoreAsync());
    }

    public async Task<string> FormatAttributesAsync(
        Product product, string attributesXml, Customer customer, Store store, string separator = "<br />",
        bool htmlEncode = true,
        bool renderPrices = true, bool renderProductAttributes = true, bool renderGiftCardAttributes = true,
        bool allowHyperlinks = true)
    {
        var lines = new List<string>();
        foreach (var (option, value) in renderProductAttributes ? _options.Chosen(attributesXml) : [])
        {
            var line = $"{option.Name}: {value.Name}";
            if (renderPrices && value.PriceAdjustment != 0)
                line += $" [{await AdjustmentAsync(product, value.PriceAdjustment, customer)}]";
            lines.Add(htmlEncode ? WebUtility.HtmlEncode(line) : line);
        }

        return string.Join(separator, lines);
    }

    private async Task<string> AdjustmentAsync(Product product, decimal adjustment, Customer customer)
    {
        var (price, _) = await _tax.GetProductPriceAsync(product, adjustment, customer);
        var currency = await _workContext.GetWorkingCurrencyAsync();
        var converted = await _currencies.ConvertFromPrimaryStoreCurrencyAsync(price, currency);
        return (converted > 0 ? "+" : "") + await _formatter.FormatPriceAsync(converted, false, false);
    }
}
