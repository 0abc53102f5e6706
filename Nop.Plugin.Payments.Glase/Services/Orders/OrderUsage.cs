using Nop.Core.Domain.Discounts;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// What an order has used of its shopper's discounts, gift cards and reward points.
/// </summary>
/// <param name="Discounts">The discounts, each once</param>
/// <param name="GiftCards">The gift cards, with the amount used of each, in the primary store currency</param>
/// <param name="Points">The reward points</param>
/// <param name="PointsAmount">What the points were worth, in the primary store currency</param>
public sealed record OrderUsage(IList<Discount> Discounts, IList<AppliedGiftCard> GiftCards, int Points, decimal PointsAmount);
