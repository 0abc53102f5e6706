using System.Net;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Services.Attributes;
using Nop.Services.Catalog;
using Nop.Services.Directory;
using Nop.Services.Orders;
using Nop.Services.Tax;

namespace Sandbox.Services.Attributes;

/// <summary>Chosen checkout attributes in words, such as "Gift wrapping: Yes [+€3.00]".</summary>
internal sealed class CheckoutAttributeFormatter : ICheckoutAttributeFormatter
{
    private readonly IAttributeParser<CheckoutAttribute, CheckoutAttributeValue> _parser;
    private readonly ITaxService _tax;
    private readonly ICurrencyService _currencies;
    private readonly IPriceFormatter _formatter;
    private readonly IWorkContext _workContext;

    public CheckoutAttributeFormatter(
        IAttributeParser<CheckoutAttribute, CheckoutAttributeValue> parser, ITaxService tax, ICurrencyService currencies,
        IPriceFormatter formatter, IWorkContext workContext)
    {
        _parser = parser;
        _tax = tax;
        _currencies = currencies;
        _formatter = formatter;
        _workContext = workContext;
    }

    public async Task<string> FormatAttributesAsync(
        string attributesXml, Customer customer, string separator = "<br />", bool htmlEncode = true, bool renderPrices = true,
        bool allowHyperlinks = true)
    {
        var lines = new List<string>();
        await foreach (var (attribute, values) in _parser.ParseAttributeValues(attributesXml))
        {
            await foreach (var value in values)
            {
                var line = $"{attribute.Name}: {value.Name}";
                if (renderPrices && value.PriceAdjustment != 0)
                    line += $" [+{await PriceAsync(attribute, value, customer)}]";
                lines.Add(htmlEncode ? WebUtility.HtmlEncode(line) : line);
            }
        }

        return string.Join(separator, lines);
    }

    private async Task<string> PriceAsync(CheckoutAttribute attribute, CheckoutAttributeValue value, Customer customer)
    {
        var (price, _) = await _tax.GetCheckoutAttributePriceAsync(attribute, value, customer);
        var currency = await _workContext.GetWorkingCurrencyAsync();
        var converted = await _currencies.ConvertFromPrimaryStoreCurrencyAsync(price, currency);
        return await _formatter.FormatPriceAsync(converted, true, false);
    }
}
