using Moq;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Attributes;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Directory;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.Tax;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// A cart whose prices, taxes and reductions the test sets; nopCommerce's arithmetic is played with 25 % tax on everything.
/// </summary>
internal sealed class CartFixture
{
    public const decimal TaxRate = 25m;

    public CartFixture()
    {
        Mock.Get(Texts).Setup(service => service.GetResourceAsync(It.IsAny<string>()))
            .ReturnsAsync((string key) => key.Split('.')[^1]);
        Mock.Get(Texts)
            .Setup(service => service.GetLocalizedAsync(It.IsAny<Product>(), It.IsAny<System.Linq.Expressions.Expression<Func<Product, string>>>(),
                It.IsAny<int?>(), It.IsAny<bool>(), It.IsAny<bool>()))
            .ReturnsAsync((Product product, System.Linq.Expressions.Expression<Func<Product, string>> _, int? _, bool _, bool _) => product.Name);
        Mock.Get(Currencies).Setup(service => service.GetCurrencyByIdAsync(It.IsAny<int>()))
            .ReturnsAsync(new Currency { Id = 1, CurrencyCode = "SEK" });
        Mock.Get(Carts).Setup(service => service.GetShoppingCartAsync(It.IsAny<Customer>(), It.IsAny<ShoppingCartType?>(),
            It.IsAny<int>(), It.IsAny<int?>(), It.IsAny<DateTime?>(), It.IsAny<DateTime?>(), It.IsAny<int?>())).ReturnsAsync(Items);
        Mock.Get(Carts).Setup(service => service.GetUnitPriceAsync(It.IsAny<ShoppingCartItem>(), true))
            .ReturnsAsync((ShoppingCartItem item, bool _) => (Prices[item.ProductId], 0m, new List<Discount>()));
        Mock.Get(Carts).Setup(service => service.GetSubTotalAsync(It.IsAny<ShoppingCartItem>(), true))
            .ReturnsAsync((ShoppingCartItem item, bool _) => (Prices[item.ProductId] * item.Quantity, 0m, new List<Discount>(), null));
        Mock.Get(Taxes).Setup(service => service.GetProductPriceAsync(It.IsAny<Product>(), It.IsAny<decimal>(), true, It.IsAny<Customer>()))
            .ReturnsAsync((Product _, decimal price, bool _, Customer _) => (price * (1 + TaxRate / 100), TaxRate));
        Mock.Get(Taxes).Setup(service => service.GetPaymentMethodAdditionalFeeAsync(It.IsAny<decimal>(), true, It.IsAny<Customer>()))
            .ReturnsAsync((decimal price, bool _, Customer _) => (price, 0m));
        Mock.Get(Products).Setup(service => service.GetProductByIdAsync(It.IsAny<int>()))
            .ReturnsAsync((int id) => new Product { Id = id, Name = $"Article {id}" });
        Mock.Get(Products).Setup(service => service.FormatSkuAsync(It.IsAny<Product>(), It.IsAny<string>()))
            .ReturnsAsync((Product product, string _) => $"SKU-{product.Id}");
        Mock.Get(Products).Setup(service => service.FormatGtinAsync(It.IsAny<Product>(), It.IsAny<string>()))
            .ReturnsAsync((Product product, string _) => $"73{product.Id:00000000000}");
        Totals.Setup(service => service.GetShoppingCartTotalAsync(It.IsAny<IList<ShoppingCartItem>>(), It.IsAny<bool?>(), It.IsAny<bool>()))
            .ReturnsAsync(() => (Total, OrderDiscount, [], GiftCards.ConvertAll(amount => new AppliedGiftCard { AmountCanBeUsed = amount }),
                0, RewardPoints));
        Totals.Setup(service => service.GetShoppingCartSubTotalAsync(It.IsAny<IList<ShoppingCartItem>>(), true))
            .ReturnsAsync(() => (SubTotalDiscount, [], 0m, 0m, []));
        Totals.Setup(service => service.GetShoppingCartShippingTotalAsync(It.IsAny<IList<ShoppingCartItem>>(), true))
            .ReturnsAsync(() => (Shipping, TaxRate, []));
        Mock.Get(Payments).Setup(service => service.GetAdditionalHandlingFeeAsync(It.IsAny<IList<ShoppingCartItem>>(), GlaseDefaults.SystemName))
            .ReturnsAsync(() => Fee);
    }

    public List<ShoppingCartItem> Items { get; } = [];

    public Dictionary<int, decimal> Prices { get; } = [];

    public decimal? Total { get; set; }

    public decimal? Shipping { get; set; } = 0;

    public decimal Fee { get; set; }

    public decimal SubTotalDiscount { get; set; }

    public decimal OrderDiscount { get; set; }

    public decimal RewardPoints { get; set; }

    public List<decimal> GiftCards { get; } = [];

    public ILocalizationService Texts { get; } = Mock.Of<ILocalizationService>();

    public IProductAttributeFormatter AttributeFormatter { get; } = Mock.Of<IProductAttributeFormatter>();

    private ICurrencyService Currencies { get; } = Mock.Of<ICurrencyService>();

    private IShoppingCartService Carts { get; } = Mock.Of<IShoppingCartService>();

    private ITaxService Taxes { get; } = Mock.Of<ITaxService>();

    private IProductService Products { get; } = Mock.Of<IProductService>();

    private IPaymentService Payments { get; } = Mock.Of<IPaymentService>();

    private Mock<IOrderTotalCalculationService> Totals { get; } = new();

    public void Add(int productId, decimal priceExclTax, int quantity)
    {
        Prices[productId] = priceExclTax;
        Items.Add(new ShoppingCartItem { Id = Items.Count + 1, ProductId = productId, Quantity = quantity });
    }

    public Task<InvoiceDraft> ComposeAsync()
    {
        var attributes = new CheckoutAttributeComposer(Mock.Of<IAttributeParser<CheckoutAttribute, CheckoutAttributeValue>>(), Texts, Taxes);
        var texts = new InvoiceTexts(Texts);
        var composer = new CartInvoiceComposer(new CartItemComposer(Texts, AttributeFormatter, Products, Carts, Taxes), attributes,
            new CartChargeComposer(Totals.Object, Payments, Taxes, texts),
            new CartContentsReader(Mock.Of<ICustomerService>(), Mock.Of<IGenericAttributeService>(), Carts), Totals.Object, Carts, texts,
            new PrimaryCurrency(Currencies, new CurrencySettings { PrimaryStoreCurrencyId = 1 }));
        return composer.ComposeAsync(new Customer { Id = 7 }, new Store { Id = 1 });
    }
}
