using System.Globalization;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Services.Customers;
using Nop.Services.Discounts;
using Nop.Services.Localization;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Records which discounts, gift cards and reward points an order has used, where nopCommerce stopped before it did. It must run in the
/// context of the order's store and shopper: see <see cref="StoreRequestScope"/>.
/// </summary>
public class OrderUsageRecorder(OrderUsageCalculator calculator, ICustomerService customerService, IDiscountService discountService,
    IGiftCardService giftCardService, ILocalizationService localizationService, IOrderService orderService,
    IRewardPointService rewardPointService, TimeProvider timeProvider)
{
    // nopCommerce's text for the history of reward points.
    private const string PointsText = "RewardPoints.Message.RedeemedForOrder";

    /// <summary>
    /// Records what the order has used and what is not recorded yet. An order does not say what it used: that is computed from its cart,
    /// and taken for true only when the cart comes to exactly the order's total.
    /// </summary>
    /// <param name="order">The order</param>
    /// <param name="cart">All of the cart that it was placed from</param>
    /// <param name="report">Gets what was recorded, and what could not be</param>
    public async Task RecordAsync(Order order, IList<ShoppingCartItem> cart, OrderCompletionReport report)
    {
        var discounts = (await discountService.GetAllDiscountUsageHistoryAsync(orderId: order.Id)).Select(usage => usage.DiscountId).ToList();
        var giftCards = (await giftCardService.GetGiftCardUsageHistoryAsync(order)).Select(usage => usage.GiftCardId).ToList();
        var redeemed = await FindRedeemedAsync(order, report);
        if (cart.Count == 0 || await calculator.ComputeAsync(order, cart, redeemed) is not { } used)
        {
            await ReportUnrecordedAsync(order, discounts, giftCards, report);
            return;
        }

        if (redeemed is null && used.Points > 0)
            await RedeemPointsAsync(order, used.Points, used.PointsAmount, report);
        var now = timeProvider.GetUtcNow().UtcDateTime;
        foreach (var discount in used.Discounts.Where(discount => !discounts.Contains(discount.Id)))
        {
            await discountService.InsertDiscountUsageHistoryAsync(
                new DiscountUsageHistory { DiscountId = discount.Id, OrderId = order.Id, CreatedOnUtc = now });
            report.AddCompleted($"the use of the discount \"{discount.Name}\" is recorded");
        }

        foreach (var applied in used.GiftCards.Where(applied => !giftCards.Contains(applied.GiftCard.Id)))
        {
            await giftCardService.InsertGiftCardUsageHistoryAsync(new GiftCardUsageHistory
            {
                GiftCardId = applied.GiftCard.Id,
                UsedWithOrderId = order.Id,
                UsedValue = applied.AmountCanBeUsed,
                CreatedOnUtc = now
            });
            report.AddCompleted(string.Create(CultureInfo.InvariantCulture,
                $"the use of {applied.AmountCanBeUsed:0.00} of gift card {applied.GiftCard.Id} is recorded"));
        }
    }

    // The entry names the order by its GUID, also where a process died before the order named the entry: points are redeemed once.
    private async Task<RewardPointsHistory> FindRedeemedAsync(Order order, OrderCompletionReport report)
    {
        var redeemed = (await rewardPointService.GetRewardPointsHistoryAsync(order.CustomerId, showNotActivated: true,
            orderGuid: order.OrderGuid)).FirstOrDefault(entry => entry.Points < 0);
        if (redeemed is null || order.RedeemedRewardPointsEntryId is not null)
            return redeemed;

        order.RedeemedRewardPointsEntryId = redeemed.Id;
        await orderService.UpdateOrderAsync(order);
        report.AddCompleted("the order names the reward points that it redeemed");
        return redeemed;
    }

    private async Task RedeemPointsAsync(Order order, int points, decimal amount, OrderCompletionReport report)
    {
        var message = string.Format(CultureInfo.InvariantCulture,
            await localizationService.GetResourceAsync(PointsText, order.CustomerLanguageId), order.CustomOrderNumber);
        order.RedeemedRewardPointsEntryId = await rewardPointService.AddRewardPointsHistoryEntryAsync(
            await customerService.GetCustomerByIdAsync(order.CustomerId), -points, order.StoreId, message, order, amount);
        await orderService.UpdateOrderAsync(order);
        report.AddCompleted(string.Create(CultureInfo.InvariantCulture, $"{points} reward points are redeemed"));
    }

    private async Task ReportUnrecordedAsync(Order order, List<int> discounts, List<int> giftCards, OrderCompletionReport report)
    {
        var customer = await customerService.GetCustomerByIdAsync(order.CustomerId);
        var entered = customer is null ? [] : await FindEnteredAsync(customer);
        foreach (var discount in entered.Where(discount => !discounts.Contains(discount.Id)))
            report.AddManualStep($"Check the discount \"{discount.Name}\": the customer entered its coupon, and this order's use of it is not recorded.");

        var isReduced = order.OrderDiscount > 0 || order.OrderSubTotalDiscountExclTax > 0
            || (await orderService.GetOrderItemsAsync(order.Id)).Any(item => item.DiscountAmountExclTax > 0);
        if (discounts.Count == 0 && entered.Count == 0 && isReduced)
            report.AddManualStep("Check the discounts of the order: their use is not recorded, and cannot be computed any more.");
        if (customer is null)
            return;

        foreach (var card in await giftCardService.GetActiveGiftCardsAppliedByCustomerAsync(customer))
        {
            if (!giftCards.Contains(card.Id))
                report.AddManualStep(string.Create(CultureInfo.InvariantCulture,
                    $"Check gift card {card.Id}: the customer entered it, and what this order used of it is not recorded."));
        }
    }

    private async Task<List<Discount>> FindEnteredAsync(Customer customer)
    {
        var discounts = new List<Discount>();
        foreach (var code in await customerService.ParseAppliedDiscountCouponCodesAsync(customer))
            discounts.AddRange(await discountService.GetAllDiscountsAsync(couponCode: code));
        return discounts;
    }
}
