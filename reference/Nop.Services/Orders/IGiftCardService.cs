using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;

namespace Nop.Services.Orders;

public interface IGiftCardService
{
    Task<GiftCard> GetGiftCardByIdAsync(int giftCardId);

    Task<IPagedList<GiftCard>> GetAllGiftCardsAsync(
        int? purchasedWithOrderId = null, int? usedWithOrderId = null, DateTime? createdFromUtc = null,
        DateTime? createdToUtc = null, bool? isGiftCardActivated = null, string giftCardCouponCode = null,
        string recipientName = null, int pageIndex = 0, int pageSize = int.MaxValue);

    Task<IList<GiftCard>> GetActiveGiftCardsAppliedByCustomerAsync(Customer customer);

    Task<decimal> GetGiftCardRemainingAmountAsync(GiftCard giftCard);

    Task<IList<GiftCardUsageHistory>> GetGiftCardUsageHistoryAsync(GiftCard giftCard);

    Task<IList<GiftCardUsageHistory>> GetGiftCardUsageHistoryAsync(Order order);

    Task InsertGiftCardUsageHistoryAsync(GiftCardUsageHistory giftCardUsageHistory);

    Task<bool> IsGiftCardValidAsync(GiftCard giftCard);
}
