using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Stores;
using Nop.Services.Catalog;
using Nop.Services.Directory;

namespace Sandbox.Services.Catalog;

/// <summary>Product prices and rounding. The sandbox knows no tier prices, rentals, or discounts on single products.</summary>
internal sealed class PriceCalculationService : IPriceCalculationService
{
    private readonly ICurrencyService _currencies;
    private readonly CurrencySettings _settings;

    public PriceCalculationService(ICurrencyService currencies, CurrencySettings settings)
    {
        _currencies = currencies;
        _settings = settings;
    }

    public Task<(decimal priceWithoutDiscounts, decimal finalPrice, decimal appliedDiscountAmount,
        List<Discount> appliedDiscounts)> GetFinalPriceAsync(
            Product product, Customer customer, Store store, decimal additionalCharge = 0, bool includeDiscounts = true,
            int quantity = 1)
    {
        return GetFinalPriceAsync(product, customer, store, additionalCharge, includeDiscounts, quantity, null, null);
    }

    public Task<(decimal priceWithoutDiscounts, decimal finalPrice, decimal appliedDiscountAmount,
        List<Discount> appliedDiscounts)> GetFinalPriceAsync(
            Product product, Customer customer, Store store, decimal additionalCharge, bool includeDiscounts, int quantity,
            DateTime? rentalStartDate, DateTime? rentalEndDate)
    {
        return GetFinalPriceAsync(
            product, customer, store, null, additionalCharge, includeDiscounts, quantity, rentalStartDate, rentalEndDate);
    }

    public Task<(decimal priceWithoutDiscounts, decimal finalPrice, decimal appliedDiscountAmount,
        List<Discount> appliedDiscounts)> GetFinalPriceAsync(
            Product product, Customer customer, Store store, decimal? overriddenProductPrice, decimal additionalCharge,
            bool includeDiscounts, int quantity, DateTime? rentalStartDate, DateTime? rentalEndDate)
    {
        ArgumentNullException.ThrowIfNull(product);
        var price = Math.Max((overriddenProductPrice ?? product.Price) + additionalCharge, decimal.Zero);
        return Task.FromResult((price, price, decimal.Zero, new List<Discount>()));
    }

    public async Task<decimal> RoundPriceAsync(decimal value, Currency currency = null)
    {
        currency ??= await _currencies.GetCurrencyByIdAsync(_settings.PrimaryStoreCurrencyId);
        return Round(value, currency.RoundingType);
    }

    /// <summary>Two places, halves to even, then the currency's cash rounding.</summary>
    public decimal Round(decimal value, RoundingType roundingType)
    {
        var cents = Math.Round(value, 2);
        return roundingType switch
        {
            RoundingType.Rounding005Up => Step(cents, 0.05m, MidpointRounding.ToPositiveInfinity),
            RoundingType.Rounding005Down => Step(cents, 0.05m, MidpointRounding.ToZero),
            RoundingType.Rounding01Up => Step(cents, 0.10m, MidpointRounding.AwayFromZero),
            RoundingType.Rounding01Down => decimal.Round(cents - 0.001m, 1, MidpointRounding.AwayFromZero),
            RoundingType.Rounding05 => decimal.Floor(cents * 2 + 0.5m) / 2,
            RoundingType.Rounding1 => decimal.Floor(cents + 0.5m),
            RoundingType.Rounding1Up => decimal.Ceiling(cents),
            _ => cents
        };
    }

    private static decimal Step(decimal value, decimal step, MidpointRounding rounding) =>
        decimal.Round(value / step, 0, rounding) * step;
}
