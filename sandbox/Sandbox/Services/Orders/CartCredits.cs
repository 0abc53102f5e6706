using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Orders;

namespace Sandbox.Services.Orders;

/// <summary>What a shopper pays with before paying: gift cards, then reward points.</summary>
internal sealed class CartCredits
{
    private readonly IGiftCardService _giftCards;
    private readonly IRewardPointService _points;
    private readonly IPriceCalculationService _prices;
    private readonly IGenericAttributeService _attributes;
    private readonly IStoreContext _storeContext;
    private readonly RewardPointsSettings _pointSettings;
    private readonly ShoppingCartSettings _cartSettings;

    public CartCredits(
        IGiftCardService giftCards, IRewardPointService points, IPriceCalculationService prices,
        IGenericAttributeService attributes, IStoreContext storeContext, RewardPointsSettings pointSettings,
        ShoppingCartSettings cartSettings)
    {
        _giftCards = giftCards;
        _points = points;
        _prices = prices;
        _attributes = attributes;
        _storeContext = storeContext;
        _pointSettings = pointSettings;
        _cartSettings = cartSettings;
    }

    public async Task<List<AppliedGiftCard>> GiftCardsAsync(Customer customer, decimal total)
    {
        var applied = new List<AppliedGiftCard>();
        foreach (var card in await _giftCards.GetActiveGiftCardsAppliedByCustomerAsync(customer))
        {
            var used = Math.Min(total, await _giftCards.GetGiftCardRemainingAmountAsync(card));
            if (used <= decimal.Zero)
                continue;

            applied.Add(new AppliedGiftCard { GiftCard = card, AmountCanBeUsed = used });
            total -= used;
        }

        return applied;
    }

    public async Task<(int Points, decimal Amount)> RewardPointsAsync(Customer customer, decimal total, bool? use)
    {
        if (!_pointSettings.Enabled || customer is null || total <= decimal.Zero)
            return (0, decimal.Zero);

        var store = await _storeContext.GetCurrentStoreAsync();
        use ??= await _attributes.GetAttributeAsync<bool>(
            customer, NopCustomerDefaults.UseRewardPointsDuringCheckoutAttribute, store.Id);
        var balance = use.Value ? await _points.GetRewardPointsBalanceAsync(customer.Id, store.Id) : 0;
        if (_pointSettings.MaximumRewardPointsToUsePerOrder > 0)
            balance = Math.Min(balance, _pointSettings.MaximumRewardPointsToUsePerOrder);
        if (balance <= 0 || balance < _pointSettings.MinimumRewardPointsToUse)
            return (0, decimal.Zero);

        var worth = await WorthAsync(balance);
        return total > worth ? (balance, worth) : ((int)Math.Ceiling(total / _pointSettings.ExchangeRate), total);
    }

    public async Task<decimal> WorthAsync(int points)
    {
        var worth = Math.Max(points, 0) * _pointSettings.ExchangeRate;
        return _cartSettings.RoundPricesDuringCalculation ? await _prices.RoundPriceAsync(worth) : worth;
    }
}
