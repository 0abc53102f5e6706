using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Services.Customers;
using Nop.Services.Discounts;

namespace Sandbox.Services.Discounts;

/// <summary>
/// Which discount a customer gets on an amount: the best single one, or all cumulative ones together if they are better.
/// </summary>
internal sealed class AppliedDiscounts
{
    private readonly IDiscountService _discounts;
    private readonly ICustomerService _customers;
    private readonly TimeProvider _time;

    public AppliedDiscounts(IDiscountService discounts, ICustomerService customers, TimeProvider time)
    {
        _discounts = discounts;
        _customers = customers;
        _time = time;
    }

    public async Task<(decimal Amount, List<Discount> Discounts)> OnAsync(DiscountType type, Customer customer, decimal amount)
    {
        if (customer is null)
            return (decimal.Zero, []);

        var codes = await _customers.ParseAppliedDiscountCouponCodesAsync(customer);
        var allowed = new List<Discount>();
        foreach (var discount in await _discounts.GetAllDiscountsAsync(type))
        {
            if (await IsAllowedAsync(discount, customer, codes))
                allowed.Add(discount);
        }

        return Best(allowed, amount);
    }

    public async Task<bool> IsAllowedAsync(Discount discount, Customer customer, string[] codes)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        if (!discount.IsActive || discount.StartDateUtc > now || discount.EndDateUtc < now)
            return false;
        if (discount.RequiresCouponCode && !codes.Contains(discount.CouponCode, StringComparer.OrdinalIgnoreCase))
            return false;

        return discount.DiscountLimitation switch
        {
            DiscountLimitationType.NTimesOnly => await UsesAsync(discount, null) < discount.LimitationTimes,
            DiscountLimitationType.NTimesPerCustomer => await UsesAsync(discount, customer.Id) < discount.LimitationTimes,
            _ => true
        };
    }

    private async Task<int> UsesAsync(Discount discount, int? customerId)
    {
        return (await _discounts.GetAllDiscountUsageHistoryAsync(discount.Id, customerId, null, false)).TotalCount;
    }

    private static (decimal, List<Discount>) Best(List<Discount> allowed, decimal amount)
    {
        var best = allowed.Where(discount => Value(discount, amount) > 0).MaxBy(discount => Value(discount, amount));
        var bestValue = best is null ? decimal.Zero : Value(best, amount);

        var cumulative = allowed.Where(discount => discount.IsCumulative).OrderBy(discount => discount.Name).ToList();
        var together = cumulative.Sum(discount => Value(discount, amount));
        return cumulative.Count > 1 && together > bestValue ? (together, cumulative) : (bestValue, best is null ? [] : [best]);
    }

    private static decimal Value(Discount discount, decimal amount)
    {
        var value = discount.UsePercentage
            ? (decimal)((float)amount * (float)discount.DiscountPercentage / 100f)
            : discount.DiscountAmount;
        if (discount.UsePercentage && discount.MaximumDiscountAmount is { } most)
            value = Math.Min(value, most);
        return Math.Max(value, decimal.Zero);
    }
}
