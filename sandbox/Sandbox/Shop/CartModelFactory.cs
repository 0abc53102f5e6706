using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Tax;
using Nop.Services.Attributes;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.Tax;
using Sandbox.Shop.Models;

namespace Sandbox.Shop;

/// <summary>The cart as a page shows it.</summary>
internal sealed class CartModelFactory
{
    private readonly IShoppingCartService _carts;
    private readonly IProductService _products;
    private readonly IProductAttributeFormatter _attributeFormatter;
    private readonly ICheckoutAttributeFormatter _checkoutAttributeFormatter;
    private readonly IAttributeService<CheckoutAttribute, CheckoutAttributeValue> _attributes;
    private readonly IAttributeParser<CheckoutAttribute, CheckoutAttributeValue> _attributeParser;
    private readonly IGenericAttributeService _generic;
    private readonly ICustomerService _customers;
    private readonly IOrderTotalCalculationService _totals;
    private readonly IPaymentService _payments;
    private readonly ITaxService _tax;
    private readonly IStoreContext _storeContext;
    private readonly IWorkContext _workContext;
    private readonly ProductModelFactory _productModels;
    private readonly Prices _prices;

    public CartModelFactory(
        IShoppingCartService carts, IProductService products, IProductAttributeFormatter attributeFormatter,
        ICheckoutAttributeFormatter checkoutAttributeFormatter,
        IAttributeService<CheckoutAttribute, CheckoutAttributeValue> attributes,
        IAttributeParser<CheckoutAttribute, CheckoutAttributeValue> attributeParser, IGenericAttributeService generic,
        ICustomerService customers, IOrderTotalCalculationService totals, IPaymentService payments, ITaxService tax,
        IStoreContext storeContext, IWorkContext workContext, ProductModelFactory productModels, Prices prices)
    {
        _carts = carts;
        _products = products;
        _attributeFormatter = attributeFormatter;
        _checkoutAttributeFormatter = checkoutAttributeFormatter;
        _attributes = attributes;
        _attributeParser = attributeParser;
        _generic = generic;
        _customers = customers;
        _totals = totals;
        _payments = payments;
        _tax = tax;
        _storeContext = storeContext;
        _workContext = workContext;
        _productModels = productModels;
        _prices = prices;
    }

    public async Task<CartModel> PrepareAsync(bool isEditable)
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var store = await _storeContext.GetCurrentStoreAsync();
        var cart = await _carts.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, store.Id);
        var chosen = await _generic.GetAttributeAsync<string>(customer, NopCustomerDefaults.CheckoutAttributes, store.Id);
        var model = new CartModel
        {
            IsEditable = isEditable,
            DiscountCodes = await _customers.ParseAppliedDiscountCouponCodesAsync(customer),
            GiftCardCodes = await _customers.ParseAppliedGiftCardCouponCodesAsync(customer),
            CheckoutAttributeDescription = await _checkoutAttributeFormatter.FormatAttributesAsync(chosen, customer),
            Totals = await TotalsAsync(cart)
        };
        foreach (var item in cart)
            model.Lines.Add(await LineAsync(item, customer));
        foreach (var attribute in isEditable ? await _attributes.GetAllAttributesAsync() : [])
            model.CheckoutAttributes.Add(await AttributeAsync(attribute, chosen));
        return model;
    }

    private async Task<CartModel.LineModel> LineAsync(ShoppingCartItem item, Customer customer)
    {
        var product = await _products.GetProductByIdAsync(item.ProductId);
        var unitPrice = (await _carts.GetUnitPriceAsync(item, true)).unitPrice;
        var total = (await _carts.GetSubTotalAsync(item, true)).subTotal;
        return new CartModel.LineModel
        {
            Id = item.Id,
            ProductId = product.Id,
            Name = product.Name,
            Attributes = await _attributeFormatter.FormatAttributesAsync(product, item.AttributesXml),
            Picture = _productModels.PictureOf(product.Id),
            Quantity = item.Quantity,
            UnitPrice = await _prices.ShowAsync((await _tax.GetProductPriceAsync(product, unitPrice, customer)).price),
            Total = await _prices.ShowAsync((await _tax.GetProductPriceAsync(product, total, customer)).price)
        };
    }

    private async Task<CartModel.CheckoutAttributeModel> AttributeAsync(CheckoutAttribute attribute, string chosen)
    {
        var ids = _attributeParser.ParseValues(chosen, attribute.Id);
        var values = (await _attributes.GetAttributeValuesAsync(attribute.Id))
            .Select(value => new CartModel.CheckoutAttributeValueModel(value.Id, value.Name, ids.Contains($"{value.Id}")))
            .ToList();
        return new CartModel.CheckoutAttributeModel(attribute.Id, attribute.TextPrompt, values);
    }

    private async Task<TotalsModel> TotalsAsync(IList<ShoppingCartItem> cart)
    {
        var withTax = await _workContext.GetTaxDisplayTypeAsync() == TaxDisplayType.IncludingTax;
        var rows = new List<TotalsModel.RowModel>();
        async Task Add(string name, decimal amount) => rows.Add(new TotalsModel.RowModel(name, await _prices.ShowAsync(amount)));

        var items = await _totals.GetShoppingCartSubTotalAsync(cart, withTax);
        await Add("Items", items.subTotalWithoutDiscount);
        if (items.discountAmount > 0)
            await Add("Discount", -items.discountAmount);

        var shipping = await _totals.GetShoppingCartShippingTotalAsync(cart);
        if (await _carts.ShoppingCartRequiresShippingAsync(cart) && shipping is { } shippingCost)
            await Add("Shipping", shippingCost);
        if (await FeeAsync(cart, withTax) is > 0 and var fee)
            await Add("Payment fee", fee);

        foreach (var (rate, tax) in (await _totals.GetTaxTotalAsync(cart)).taxRates.Where(rate => rate.Value > 0))
            await Add(withTax ? $"Of which {rate:0.##} % VAT" : $"{rate:0.##} % VAT", tax);

        var total = await _totals.GetShoppingCartTotalAsync(cart);
        if (total.discountAmount > 0)
            await Add("Discount on the order", -total.discountAmount);
        foreach (var card in total.appliedGiftCards)
            await Add($"Gift card {card.GiftCard.GiftCardCouponCode}", -card.AmountCanBeUsed);
        if (total.redeemedRewardPointsAmount > 0)
            await Add($"{total.redeemedRewardPoints} reward points", -total.redeemedRewardPointsAmount);
        return new TotalsModel(rows, total.shoppingCartTotal is { } sum ? await _prices.ShowAsync(sum) : null);
    }

    private async Task<decimal> FeeAsync(IList<ShoppingCartItem> cart, bool withTax)
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var store = await _storeContext.GetCurrentStoreAsync();
        var method = await _generic.GetAttributeAsync<string>(
            customer, NopCustomerDefaults.SelectedPaymentMethodAttribute, store.Id);
        var fee = await _payments.GetAdditionalHandlingFeeAsync(cart, method);
        return (await _tax.GetPaymentMethodAdditionalFeeAsync(fee, withTax, customer)).price;
    }
}
