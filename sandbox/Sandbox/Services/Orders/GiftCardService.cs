using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Services.Customers;
using Nop.Services.Orders;

namespace Sandbox.Services.Orders;

internal sealed class GiftCardService : IGiftCardService
{
    private readonly IRepository<GiftCard> _cards;
    private readonly IRepository<GiftCardUsageHistory> _usage;
    private readonly IRepository<OrderItem> _items;
    private readonly ICustomerService _customers;

    public GiftCardService(
        IRepository<GiftCard> cards, IRepository<GiftCardUsageHistory> usage, IRepository<OrderItem> items,
        ICustomerService customers)
    {
        _cards = cards;
        _usage = usage;
        _items = items;
        _customers = customers;
    }

    public Task<GiftCard> GetGiftCardByIdAsync(int giftCardId) => _cards.GetByIdAsync(giftCardId, _ => default);

    public Task<IPagedList<GiftCard>> GetAllGiftCardsAsync(
        int? purchasedWithOrderId = null, int? usedWithOrderId = null, DateTime? createdFromUtc = null,
        DateTime? createdToUtc = null, bool? isGiftCardActivated = null, string giftCardCouponCode = null,
        string recipientName = null, int pageIndex = 0, int pageSize = int.MaxValue)
    {
        return _cards.GetAllPagedAsync(
            query =>
            {
                if (purchasedWithOrderId.HasValue)
                    query = query.Where(card => _items.Table.Any(
                        item => item.Id == card.PurchasedWithOrderItemId && item.OrderId == purchasedWithOrderId.Value));
                if (usedWithOrderId.HasValue)
                    query = query.Where(card => _usage.Table.Any(
                        usage => usage.GiftCardId == card.Id && usage.UsedWithOrderId == usedWithOrderId.Value));
                if (isGiftCardActivated.HasValue)
                    query = query.Where(card => card.IsGiftCardActivated == isGiftCardActivated.Value);
                if (!string.IsNullOrEmpty(giftCardCouponCode))
                    query = query.Where(card => card.GiftCardCouponCode == giftCardCouponCode);
                return query.OrderByDescending(card => card.Id);
            },
            pageIndex, pageSize);
    }

    public async Task<IList<GiftCard>> GetActiveGiftCardsAppliedByCustomerAsync(Customer customer)
    {
        var active = new List<GiftCard>();
        foreach (var code in customer is null ? [] : await _customers.ParseAppliedGiftCardCouponCodesAsync(customer))
        {
            foreach (var card in await GetAllGiftCardsAsync(isGiftCardActivated: true, giftCardCouponCode: code))
            {
                if (await IsGiftCardValidAsync(card))
                    active.Add(card);
            }
        }

        return active;
    }

    public async Task<decimal> GetGiftCardRemainingAmountAsync(GiftCard giftCard)
    {
        var used = (await GetGiftCardUsageHistoryAsync(giftCard)).Sum(usage => usage.UsedValue);
        return Math.Max(giftCard.Amount - used, decimal.Zero);
    }

    public Task<IList<GiftCardUsageHistory>> GetGiftCardUsageHistoryAsync(GiftCard giftCard)
    {
        return _usage.GetAllAsync(query => query.Where(usage => usage.GiftCardId == giftCard.Id));
    }

    public Task<IList<GiftCardUsageHistory>> GetGiftCardUsageHistoryAsync(Order order)
    {
        return _usage.GetAllAsync(query => query.Where(usage => usage.UsedWithOrderId == order.Id));
    }

    public Task InsertGiftCardUsageHistoryAsync(GiftCardUsageHistory giftCardUsageHistory)
    {
        return _usage.InsertAsync(giftCardUsageHistory);
    }

    public async Task<bool> IsGiftCardValidAsync(GiftCard giftCard)
    {
        return giftCard.IsGiftCardActivated && await GetGiftCardRemainingAmountAsync(giftCard) > decimal.Zero;
    }

    /// <summary>What an order took from gift cards is theirs again.</summary>
    public Task GiveBackAsync(Order order) => _usage.DeleteAsync(usage => usage.UsedWithOrderId == order.Id);
}
