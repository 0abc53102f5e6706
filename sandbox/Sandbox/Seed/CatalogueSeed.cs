using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Sandbox.Data.Entities;
using Sandbox.Services.Attributes;
using Sandbox.Services.Catalog;

namespace Sandbox.Seed;

/// <summary>Goods, their taxes, and what makes them cheaper.</summary>
internal sealed class CatalogueSeed
{
    public const int StandardTax = 1;
    public const int FoodTax = 2;
    public const int BookTax = 3;

    private readonly IRepository<Product> _products;
    private readonly IRepository<ProductPicture> _pictures;
    private readonly IRepository<ProductOption> _options;
    private readonly IRepository<ProductOptionValue> _values;
    private readonly IRepository<ProductAttributeCombination> _combinations;
    private readonly IRepository<TaxRate> _taxRates;
    private readonly IRepository<Discount> _discounts;
    private readonly IRepository<GiftCard> _giftCards;
    private readonly IRepository<CheckoutAttribute> _attributes;
    private readonly IRepository<CheckoutAttributeValue> _attributeValues;
    private readonly TimeProvider _time;

    public CatalogueSeed(
        IRepository<Product> products, IRepository<ProductPicture> pictures, IRepository<ProductOption> options,
        IRepository<ProductOptionValue> values, IRepository<ProductAttributeCombination> combinations,
        IRepository<TaxRate> taxRates, IRepository<Discount> discounts, IRepository<GiftCard> giftCards,
        IRepository<CheckoutAttribute> attributes, IRepository<CheckoutAttributeValue> attributeValues, TimeProvider time)
    {
        _products = products;
        _pictures = pictures;
        _options = options;
        _values = values;
        _combinations = combinations;
        _taxRates = taxRates;
        _discounts = discounts;
        _giftCards = giftCards;
        _attributes = attributes;
        _attributeValues = attributeValues;
        _time = time;
    }

    public async Task PlantAsync()
    {
        await _taxRates.InsertAsync(
        [
            new TaxRate { TaxCategoryId = StandardTax, Percentage = 25m },
            new TaxRate { TaxCategoryId = FoodTax, Percentage = 12m },
            new TaxRate { TaxCategoryId = BookTax, Percentage = 6m }
        ]);
        await PlantProductsAsync();
        await PlantReductionsAsync();
        await PlantGiftWrappingAsync();
    }

    private async Task PlantProductsAsync()
    {
        await AddAsync("forest-coffee", Product("Forest roast coffee", "NL-COFFEE", "7350012340017", 5.55m, FoodTax, 500,
            "250 g of beans, roasted dark over birch wood."));
        var mug = await AddAsync("enamel-mug", Product("Enamel mug", "NL-MUG", "7350012340024", 24.90m, StandardTax, 200,
            "Survives the campfire and the dishwasher. 350 ml."));
        await AddAsync("wool-blanket", Product("Wool blanket", "NL-BLANKET", "7350012340055", 129m, StandardTax, 25,
            "Woven in Dalarna from Nordic wool. 130 × 180 cm."));
        await AddAsync("birch-candle", Product("Birch candle", "NL-CANDLE", "7350012340062", 9.99m, StandardTax, 100,
            "Forty hours of quiet light, poured into bark."));
        await AddAsync("bird-guide", Product("Nordic birds: a field guide", "NL-BIRDS", "9789100123456", 18.95m, BookTax, 3,
            "Two hundred birds and where to sit still for them. Only a few left."));
        var map = Product("Kungsleden trail map", "NL-MAP", null, 7.77m, StandardTax, 0,
            "All 440 km as a download. Nothing to carry, nothing to send.");
        map.IsShipEnabled = false;
        map.ManageInventoryMethod = ManageInventoryMethod.DontManageStock;
        await AddAsync("trail-map", map);

        await AddColoursAsync(mug);
    }

    private async Task AddColoursAsync(Product mug)
    {
        mug.ManageInventoryMethod = ManageInventoryMethod.ManageStockByAttributes;
        await _products.UpdateAsync(mug);
        var colour = new ProductOption { ProductId = mug.Id, Name = "Colour" };
        await _options.InsertAsync(colour);

        foreach (var (name, adjustment, sku, gtin) in new[]
        {
            ("Lake blue", 0m, "NL-MUG-BLUE", "7350012340031"),
            ("Snow white with a gold rim", 1.50m, "NL-MUG-WHITE", "7350012340048")
        })
        {
            var value = new ProductOptionValue { ProductOptionId = colour.Id, Name = name, PriceAdjustment = adjustment };
            await _values.InsertAsync(value);
            await _combinations.InsertAsync(new ProductAttributeCombination
            {
                ProductId = mug.Id,
                AttributesXml = AttributesXml.Write(ProductOptions.Element, [(colour.Id, value.Id)]),
                StockQuantity = 100,
                Sku = sku,
                Gtin = gtin
            });
        }
    }

    private async Task PlantReductionsAsync()
    {
        await _discounts.InsertAsync(
        [
            Discount("10 % off everything", "AUTUMN10", DiscountType.AssignedToOrderSubTotal, percent: 10m),
            Discount("5 off the order", "FIVEOFF", DiscountType.AssignedToOrderTotal, amount: 5m),
            Discount("Free shipping", "SHIPFREE", DiscountType.AssignedToShipping, percent: 100m)
        ]);
        await _giftCards.InsertAsync(new GiftCard
        {
            Amount = 25m,
            IsGiftCardActivated = true,
            GiftCardCouponCode = "GIFT-25",
            RecipientName = "Anybody",
            CreatedOnUtc = _time.GetUtcNow().UtcDateTime
        });
    }

    private async Task PlantGiftWrappingAsync()
    {
        var wrapping = new CheckoutAttribute
        {
            Name = "Gift wrapping",
            TextPrompt = "Gift wrapping",
            TaxCategoryId = StandardTax,
            AttributeControlType = AttributeControlType.DropdownList
        };
        await _attributes.InsertAsync(wrapping);
        await _attributeValues.InsertAsync(
        [
            new CheckoutAttributeValue { AttributeId = wrapping.Id, Name = "No", IsPreSelected = true, DisplayOrder = 1 },
            new CheckoutAttributeValue { AttributeId = wrapping.Id, Name = "Yes", PriceAdjustment = 3m, DisplayOrder = 2 }
        ]);
    }

    private async Task<Product> AddAsync(string picture, Product product)
    {
        await _products.InsertAsync(product);
        await _pictures.InsertAsync(new ProductPicture { ProductId = product.Id, FileName = $"{picture}.svg" });
        return product;
    }

    private Product Product(string name, string sku, string gtin, decimal price, int tax, int stock, string description)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return new Product
        {
            Name = name,
            Sku = sku,
            Gtin = gtin,
            Price = price,
            TaxCategoryId = tax,
            StockQuantity = stock,
            ShortDescription = description,
            ProductType = ProductType.SimpleProduct,
            ManageInventoryMethod = ManageInventoryMethod.ManageStock,
            BackorderMode = BackorderMode.NoBackorders,
            OrderMinimumQuantity = 1,
            OrderMaximumQuantity = 10_000,
            IsShipEnabled = true,
            VisibleIndividually = true,
            Published = true,
            CreatedOnUtc = now,
            UpdatedOnUtc = now
        };
    }

    private static Discount Discount(
        string name, string code, DiscountType type, decimal percent = 0, decimal amount = 0) => new()
    {
        Name = name,
        DiscountType = type,
        UsePercentage = percent > 0,
        DiscountPercentage = percent,
        DiscountAmount = amount,
        RequiresCouponCode = true,
        CouponCode = code,
        IsActive = true
    };
}
