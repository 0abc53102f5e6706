using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Tax;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Directory;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Sandbox.Shop.Models;

namespace Sandbox.Shop;

/// <summary>An order as its pages show it, in the primary store currency.</summary>
internal sealed class OrderModelFactory
{
    private readonly IAddressService _addresses;
    private readonly ICountryService _countries;
    private readonly ICurrencyService _currencies;
    private readonly IDateTimeHelper _dates;
    private readonly IGiftCardService _giftCards;
    private readonly ILocalizationService _texts;
    private readonly IOrderService _orders;
    private readonly IPaymentPluginManager _methods;
    private readonly IPaymentService _payments;
    private readonly IPriceFormatter _formatter;
    private readonly IProductService _products;
    private readonly IRewardPointService _points;
    private readonly ProductModelFactory _productModels;
    private readonly CurrencySettings _currencySettings;
    private readonly OrderSettings _orderSettings;

    public OrderModelFactory(
        IAddressService addresses, ICountryService countries, ICurrencyService currencies, IDateTimeHelper dates,
        IGiftCardService giftCards, ILocalizationService texts, IOrderService orders, IPaymentPluginManager methods,
        IPaymentService payments, IPriceFormatter formatter, IProductService products, IRewardPointService points,
        ProductModelFactory productModels, CurrencySettings currencySettings, OrderSettings orderSettings)
    {
        _addresses = addresses;
        _countries = countries;
        _currencies = currencies;
        _dates = dates;
        _giftCards = giftCards;
        _texts = texts;
        _orders = orders;
        _methods = methods;
        _payments = payments;
        _formatter = formatter;
        _products = products;
        _points = points;
        _productModels = productModels;
        _currencySettings = currencySettings;
        _orderSettings = orderSettings;
    }

    public async Task<OrderListModel> PrepareListAsync(IEnumerable<Order> orders)
    {
        var model = new OrderListModel();
        foreach (var order in orders)
        {
            model.Orders.Add(new OrderListModel.OrderModel(
                order.Id, order.CustomOrderNumber, await TimeAsync(order.CreatedOnUtc),
                await _texts.GetLocalizedEnumAsync(order.OrderStatus), await _texts.GetLocalizedEnumAsync(order.PaymentStatus),
                await PriceAsync(order.OrderTotal)));
        }

        return model;
    }

    public async Task<OrderDetailsModel> PrepareAsync(Order order, bool forCustomer)
    {
        var model = new OrderDetailsModel
        {
            Id = order.Id,
            CustomOrderNumber = order.CustomOrderNumber,
            CreatedOn = await TimeAsync(order.CreatedOnUtc),
            OrderStatus = await _texts.GetLocalizedEnumAsync(order.OrderStatus),
            PaymentStatus = await _texts.GetLocalizedEnumAsync(order.PaymentStatus),
            PaymentMethod = await MethodNameAsync(order),
            ShippingMethod = order.ShippingMethod,
            ShippingStatus = await _texts.GetLocalizedEnumAsync(order.ShippingStatus),
            BillingAddress = await AddressAsync(order.BillingAddressId),
            ShippingAddress = await AddressAsync(order.ShippingAddressId ?? 0),
            CheckoutAttributes = order.CheckoutAttributeDescription,
            Totals = await TotalsAsync(order),
            CanRePostProcessPayment = await _payments.CanRePostProcessPaymentAsync(order),
            CanCancelOrder = order.PaymentStatus == PaymentStatus.Pending && order.OrderStatus != OrderStatus.Cancelled
                && _orderSettings.AllowCustomersCancelOrders
        };
        model.CustomValues.FillByXml(order.CustomValuesXml, forCustomer);
        foreach (var item in await _orders.GetOrderItemsAsync(order.Id))
            model.Lines.Add(await LineAsync(order, item));
        foreach (var note in await _orders.GetOrderNotesByOrderIdAsync(order.Id, forCustomer ? true : null))
        {
            model.Notes.Add(new OrderDetailsModel.NoteModel(
                await TimeAsync(note.CreatedOnUtc), _orders.FormatOrderNoteText(note), note.DisplayToCustomer));
        }

        return model;
    }

    public async Task<string> PriceAsync(decimal amount)
    {
        var currency = await _currencies.GetCurrencyByIdAsync(_currencySettings.PrimaryStoreCurrencyId);
        return await _formatter.FormatPriceAsync(amount, true, currency, 0, true, false);
    }

    private async Task<CartModel.LineModel> LineAsync(Order order, OrderItem item)
    {
        var product = await _products.GetProductByIdAsync(item.ProductId);
        var withTax = order.CustomerTaxDisplayType == TaxDisplayType.IncludingTax;
        return new CartModel.LineModel
        {
            Id = item.Id,
            ProductId = item.ProductId,
            Name = product.Name,
            Attributes = item.AttributeDescription,
            Picture = _productModels.PictureOf(item.ProductId),
            Quantity = item.Quantity,
            UnitPrice = await PriceAsync(withTax ? item.UnitPriceInclTax : item.UnitPriceExclTax),
            Total = await PriceAsync(withTax ? item.PriceInclTax : item.PriceExclTax)
        };
    }

    private async Task<TotalsModel> TotalsAsync(Order order)
    {
        var withTax = order.CustomerTaxDisplayType == TaxDisplayType.IncludingTax;
        var rows = new List<TotalsModel.RowModel>();
        async Task Add(string name, decimal amount)
        {
            if (amount != 0)
                rows.Add(new TotalsModel.RowModel(name, await PriceAsync(amount)));
        }

        await Add("Items", withTax ? order.OrderSubtotalInclTax : order.OrderSubtotalExclTax);
        await Add("Discount", -(withTax ? order.OrderSubTotalDiscountInclTax : order.OrderSubTotalDiscountExclTax));
        await Add("Shipping", withTax ? order.OrderShippingInclTax : order.OrderShippingExclTax);
        await Add("Payment fee", withTax ? order.PaymentMethodAdditionalFeeInclTax : order.PaymentMethodAdditionalFeeExclTax);
        foreach (var (rate, tax) in _orders.ParseTaxRates(order, order.TaxRates))
            await Add(withTax ? $"Of which {rate:0.##} % VAT" : $"{rate:0.##} % VAT", tax);
        await Add("Discount on the order", -order.OrderDiscount);
        foreach (var usage in await _giftCards.GetGiftCardUsageHistoryAsync(order))
        {
            var card = await _giftCards.GetGiftCardByIdAsync(usage.GiftCardId);
            await Add($"Gift card {card.GiftCardCouponCode}", -usage.UsedValue);
        }

        if (order.RedeemedRewardPointsEntryId is { } entryId)
            await Add("Reward points", -(await _points.GetRewardPointsHistoryEntryByIdAsync(entryId)).UsedAmount);
        await Add("Refunded", -order.RefundedAmount);
        return new TotalsModel(rows, await PriceAsync(order.OrderTotal));
    }

    private async Task<string> MethodNameAsync(Order order)
    {
        var method = await _methods.LoadPluginBySystemNameAsync(order.PaymentMethodSystemName ?? "");
        return method?.PluginDescriptor.FriendlyName ?? order.PaymentMethodSystemName;
    }

    private async Task<IList<string>> AddressAsync(int id)
    {
        if (id == 0 || await _addresses.GetAddressByIdAsync(id) is not { } address)
            return [];

        var country = await _countries.GetCountryByIdAsync(address.CountryId ?? 0);
        string[] lines =
        [
            $"{address.FirstName} {address.LastName}", address.Address1, $"{address.ZipPostalCode} {address.City}", country?.Name,
            address.Email, address.PhoneNumber
        ];
        return lines.Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
    }

    private async Task<string> TimeAsync(DateTime utc) => $"{await _dates.ConvertToUserTimeAsync(utc, DateTimeKind.Utc):g}";
}
