using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Tax;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.Tax;
using Sandbox.Services.Discounts;

namespace Sandbox.Services.Orders;

/// <summary>A cart's sums in the order nopCommerce takes them: items, discount on them, shipping, fee, tax, discount on all,
/// gift cards, reward points; each rounded on the way when the shop says so.</summary>
internal sealed class OrderTotalCalculationService : IOrderTotalCalculationService
{
    private readonly CartSubTotal _subTotal;
    private readonly CartShipping _shipping;
    private readonly CartCredits _credits;
    private readonly AppliedDiscounts _discounts;
    private readonly IPaymentService _payments;
    private readonly IPriceCalculationService _prices;
    private readonly ITaxService _tax;
    private readonly ICustomerService _customers;
    private readonly IGenericAttributeService _attributes;
    private readonly IStoreContext _storeContext;
    private readonly IWorkContext _workContext;
    private readonly ShoppingCartSettings _settings;

    public OrderTotalCalculationService(
        CartSubTotal subTotal, CartShipping shipping, CartCredits credits, AppliedDiscounts discounts, IPaymentService payments,
        IPriceCalculationService prices, ITaxService tax, ICustomerService customers, IGenericAttributeService attributes,
        IStoreContext storeContext, IWorkContext workContext, ShoppingCartSettings settings)
    {
        _subTotal = subTotal;
        _shipping = shipping;
        _credits = credits;
        _discounts = discounts;
        _payments = payments;
        _prices = prices;
        _tax = tax;
        _customers = customers;
        _attributes = attributes;
        _storeContext = storeContext;
        _workContext = workContext;
        _settings = settings;
    }

    public async Task<(decimal discountAmount, List<Discount> appliedDiscounts, decimal subTotalWithoutDiscount,
        decimal subTotalWithDiscount, SortedDictionary<decimal, decimal> taxRates)> GetShoppingCartSubTotalAsync(
        IList<ShoppingCartItem> cart, bool includingTax)
    {
        var sums = await _subTotal.OfAsync(cart);
        return includingTax
            ? (sums.DiscountInclTax, sums.Discounts, sums.BeforeDiscountInclTax, sums.InclTax, sums.TaxRates)
            : (sums.DiscountExclTax, sums.Discounts, sums.BeforeDiscountExclTax, sums.ExclTax, sums.TaxRates);
    }

    public async Task<(decimal discountAmountInclTax, decimal discountAmountExclTax, List<Discount> appliedDiscounts,
        decimal subTotalWithoutDiscountInclTax, decimal subTotalWithoutDiscountExclTax, decimal subTotalWithDiscountInclTax,
        decimal subTotalWithDiscountExclTax, SortedDictionary<decimal, decimal> taxRates)> GetShoppingCartSubTotalsAsync(
        IList<ShoppingCartItem> cart)
    {
        var sums = await _subTotal.OfAsync(cart);
        return (sums.DiscountInclTax, sums.DiscountExclTax, sums.Discounts, sums.BeforeDiscountInclTax,
            sums.BeforeDiscountExclTax,
            sums.InclTax, sums.ExclTax, sums.TaxRates);
    }

    public async Task<bool> IsFreeShippingAsync(IList<ShoppingCartItem> cart, decimal? subTotal = null)
    {
        return await _shipping.IsFreeAsync(cart, subTotal ?? (await _subTotal.OfAsync(cart)).ExclTax);
    }

    public async Task<decimal?> GetShoppingCartShippingTotalAsync(IList<ShoppingCartItem> cart)
    {
        var withTax = await _workContext.GetTaxDisplayTypeAsync() == TaxDisplayType.IncludingTax;
        return (await GetShoppingCartShippingTotalAsync(cart, withTax)).shippingTotal;
    }

    public async Task<(decimal? shippingTotal, decimal taxRate, List<Discount> appliedDiscounts)>
        GetShoppingCartShippingTotalAsync(
        IList<ShoppingCartItem> cart, bool includingTax)
    {
        var (withTax, withoutTax, rate, discounts) = await GetShoppingCartShippingTotalsAsync(cart);
        return (includingTax ? withTax : withoutTax, rate, discounts);
    }

    public async Task<(decimal? shippingTotalInclTax, decimal? shippingTotaExclTax, decimal taxRate,
        List<Discount> appliedDiscounts)> GetShoppingCartShippingTotalsAsync(IList<ShoppingCartItem> cart)
    {
        return await IsFreeShippingAsync(cart) ? (0m, 0m, 0m, []) : await _shipping.TotalsAsync(cart);
    }

    public async Task<(decimal taxTotal, SortedDictionary<decimal, decimal> taxRates)> GetTaxTotalAsync(
        IList<ShoppingCartItem> cart, bool usePaymentMethodAdditionalFee = true)
    {
        var tax = await _tax.GetTaxTotalAsync(cart, usePaymentMethodAdditionalFee);
        return (await RoundAsync(tax.TaxTotal), tax.TaxRates);
    }

    public async Task<(decimal? shoppingCartTotal, decimal discountAmount, List<Discount> appliedDiscounts,
        List<AppliedGiftCard> appliedGiftCards, int redeemedRewardPoints,
        decimal redeemedRewardPointsAmount)> GetShoppingCartTotalAsync(
        IList<ShoppingCartItem> cart, bool? useRewardPoints = null, bool usePaymentMethodAdditionalFee = true)
    {
        var customer = await _customers.GetShoppingCartCustomerAsync(cart);
        var subTotal = await _subTotal.OfAsync(cart);
        var shipping = (await GetShoppingCartShippingTotalAsync(cart, false)).shippingTotal;
        var fee = usePaymentMethodAdditionalFee ? await FeeWithoutTaxAsync(cart, customer) : decimal.Zero;
        var tax = (await GetTaxTotalAsync(cart, usePaymentMethodAdditionalFee)).taxTotal;
        var total = await RoundAsync(subTotal.ExclTax + (shipping ?? decimal.Zero) + fee + tax);

        var (discount, discounts) = await _discounts.OnAsync(DiscountType.AssignedToOrderTotal, customer, total);
        discount = Math.Min(await RoundAsync(discount), total);
        total = await RoundAsync(Math.Max(total - discount, decimal.Zero));

        var giftCards = await _credits.GiftCardsAsync(customer, total);
        total = await RoundAsync(Math.Max(total - giftCards.Sum(card => card.AmountCanBeUsed), decimal.Zero));
        if (shipping is null)
            return (null, discount, discounts, giftCards, 0, decimal.Zero);

        var (points, pointsAmount) = await _credits.RewardPointsAsync(customer, total, useRewardPoints);
        return (await RoundAsync(total - pointsAmount), discount, discounts, giftCards, points, pointsAmount);
    }

    public async Task<decimal> CalculatePaymentAdditionalFeeAsync(IList<ShoppingCartItem> cart, decimal fee, bool usePercentage)
    {
        if (!usePercentage || fee <= 0)
            return fee;

        var total = (await GetShoppingCartTotalAsync(cart, usePaymentMethodAdditionalFee: false)).shoppingCartTotal ?? 0;
        return (decimal)((float)total * (float)fee / 100f);
    }

    public Task<decimal> ConvertRewardPointsToAmountAsync(int rewardPoints) => _credits.WorthAsync(rewardPoints);

    private async Task<decimal> FeeWithoutTaxAsync(IList<ShoppingCartItem> cart, Customer customer)
    {
        if (customer is null)
            return decimal.Zero;

        var store = await _storeContext.GetCurrentStoreAsync();
        var method = await _attributes.GetAttributeAsync<string>(
            customer, NopCustomerDefaults.SelectedPaymentMethodAttribute, store.Id);
        var fee = string.IsNullOrEmpty(method) ? decimal.Zero : await _payments.GetAdditionalHandlingFeeAsync(cart, method);
        return (await _tax.GetPaymentMethodAdditionalFeeAsync(fee, false, customer)).price;
    }

    private async Task<decimal> RoundAsync(decimal value)
    {
        return _settings.RoundPricesDuringCalculation ? await _prices.RoundPriceAsync(value) : value;
    }
}
