using Moq;
using Nop.Core.Domain.Attributes;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Attributes;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Directory;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Tax;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Composing;

public class OrderInvoiceComposerTests
{
    private readonly Order _order = new() { Id = 1, TaxRates = "stored" };
    private readonly List<OrderItem> _items = [];
    private readonly SortedDictionary<decimal, decimal> _rates = [];

    [Test]
    public async Task Articles_stand_in_the_order_in_which_they_were_bought()
    {
        AddItem(id: 3, inclTax: 30, exclTax: 30);
        AddItem(id: 1, inclTax: 10, exclTax: 10);
        AddItem(id: 2, inclTax: 20, exclTax: 20);

        Assert.That((await ComposeAsync()).Lines.Select(line => line.Total), Is.EqualTo(new[] { 10m, 20m, 30m }));
    }

    [TestCase(2.97, 2.80, 6)]
    [TestCase(0.10, 0.09, 12.5)]
    [TestCase(25, 20, 25)]
    [TestCase(24, 24, 0)]
    public async Task A_line_has_the_rate_of_the_order_that_explains_its_tax(decimal inclTax, decimal exclTax, decimal expected)
    {
        _rates.Add(6, 1);
        _rates.Add(12.5m, 1);
        _rates.Add(25, 1);
        AddItem(id: 1, inclTax, exclTax);

        Assert.That((await ComposeAsync()).Lines[0].TaxRate, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_line_whose_tax_is_not_one_rate_has_none()
    {
        _rates.Add(25, 1);
        AddItem(id: 1, inclTax: 11, exclTax: 10);

        Assert.That((await ComposeAsync()).Lines[0].TaxRate, Is.Null);
    }

    private void AddItem(int id, decimal inclTax, decimal exclTax)
    {
        _items.Add(new OrderItem
        {
            Id = id,
            ProductId = id,
            Quantity = 1,
            UnitPriceInclTax = inclTax,
            UnitPriceExclTax = exclTax,
            PriceInclTax = inclTax,
            PriceExclTax = exclTax
        });
        _order.OrderTotal += inclTax;
    }

    private Task<InvoiceDraft> ComposeAsync()
    {
        var texts = Mock.Of<ILocalizationService>();
        var orders = new Mock<IOrderService>();
        orders.Setup(service => service.GetOrderItemsAsync(_order.Id, null, null, 0)).ReturnsAsync(_items);
        orders.Setup(service => service.ParseTaxRates(_order, "stored")).Returns(_rates);
        var products = new Mock<IProductService>();
        products.Setup(service => service.GetProductByIdAsync(It.IsAny<int>())).ReturnsAsync(new Product());
        var giftCards = new Mock<IGiftCardService>();
        giftCards.Setup(service => service.GetGiftCardUsageHistoryAsync(_order)).ReturnsAsync([]);
        var currencies = new Mock<ICurrencyService>();
        currencies.Setup(service => service.GetCurrencyByIdAsync(1)).ReturnsAsync(new Currency { CurrencyCode = "SEK" });
        var attributes = new CheckoutAttributeComposer(
            Mock.Of<IAttributeParser<CheckoutAttribute, CheckoutAttributeValue>>(), texts, Mock.Of<ITaxService>());

        return new OrderInvoiceComposer(new OrderItemComposer(texts, products.Object), attributes, Mock.Of<ICustomerService>(),
            giftCards.Object, orders.Object, Mock.Of<IRewardPointService>(), new InvoiceTexts(texts),
            new OrderCurrency(new PaymentStore(new MemoryRepository<GlasePayment>()), Mock.Of<IGenericAttributeService>(),
                new PrimaryCurrency(currencies.Object, new CurrencySettings { PrimaryStoreCurrencyId = 1 }))).ComposeAsync(_order);
    }
}
