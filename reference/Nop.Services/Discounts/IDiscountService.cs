using Nop.Core;
using Nop.Core.Domain.Discounts;

namespace Nop.Services.Discounts;

public interface IDiscountService
{
    Task<Discount> GetDiscountByIdAsync(int discountId);

    Task<IList<Discount>> GetAllDiscountsAsync(
        DiscountType? discountType = null, string couponCode = null, string discountName = null, bool showHidden = false,
        DateTime? startDateUtc = null, DateTime? endDateUtc = null, bool? isActive = true, int vendorId = 0);

    Task<IPagedList<DiscountUsageHistory>> GetAllDiscountUsageHistoryAsync(
        int? discountId = null, int? customerId = null, int? orderId = null, bool includeCancelledOrders = true,
        int pageIndex = 0, int pageSize = int.MaxValue);

    Task InsertDiscountUsageHistoryAsync(DiscountUsageHistory discountUsageHistory);
}
