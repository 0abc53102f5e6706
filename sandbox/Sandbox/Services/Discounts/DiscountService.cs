using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Services.Discounts;

namespace Sandbox.Services.Discounts;

internal sealed class DiscountService : IDiscountService
{
    private static readonly CacheKey _allKey = new("Nop.discount.all.{0}-{1}-{2}-{3}");

    private readonly IRepository<Discount> _discounts;
    private readonly IRepository<DiscountUsageHistory> _usage;
    private readonly IRepository<Order> _orders;

    public DiscountService(
        IRepository<Discount> discounts, IRepository<DiscountUsageHistory> usage, IRepository<Order> orders)
    {
        _discounts = discounts;
        _usage = usage;
        _orders = orders;
    }

    public Task<Discount> GetDiscountByIdAsync(int discountId) => _discounts.GetByIdAsync(discountId, _ => default);

    public Task<IList<Discount>> GetAllDiscountsAsync(
        DiscountType? discountType = null, string couponCode = null, string discountName = null, bool showHidden = false,
        DateTime? startDateUtc = null, DateTime? endDateUtc = null, bool? isActive = true, int vendorId = 0)
    {
        return _discounts.GetAllAsync(query =>
        {
            if (discountType.HasValue)
                query = query.Where(discount => discount.DiscountTypeId == (int)discountType.Value);
            if (!string.IsNullOrEmpty(couponCode))
                query = query.Where(discount => discount.CouponCode == couponCode);
            if (!string.IsNullOrEmpty(discountName))
                query = query.Where(discount => discount.Name.Contains(discountName));
            if (isActive.HasValue)
                query = query.Where(discount => discount.IsActive == isActive.Value);
            return query.OrderBy(discount => discount.Name).ThenBy(discount => discount.Id);
        }, caches => caches.PrepareKeyForDefaultCache(_allKey, discountType, couponCode, discountName, isActive));
    }

    public async Task<IPagedList<DiscountUsageHistory>> GetAllDiscountUsageHistoryAsync(
        int? discountId = null, int? customerId = null, int? orderId = null, bool includeCancelledOrders = true,
        int pageIndex = 0,
        int pageSize = int.MaxValue)
    {
        return await _usage.GetAllPagedAsync(
            usages =>
            {
                var query = from usage in usages
                            join order in _orders.Table on usage.OrderId equals order.Id
                            where !order.Deleted
                                && (discountId == null || usage.DiscountId == discountId)
                                && (customerId == null || order.CustomerId == customerId)
                                && (orderId == null || usage.OrderId == orderId)
                                && (includeCancelledOrders || order.OrderStatusId != (int)OrderStatus.Cancelled)
                            select usage;
                return query.OrderByDescending(usage => usage.Id);
            },
            pageIndex, pageSize);
    }

    public Task InsertDiscountUsageHistoryAsync(DiscountUsageHistory discountUsageHistory)
    {
        return _usage.InsertAsync(discountUsageHistory);
    }
}
