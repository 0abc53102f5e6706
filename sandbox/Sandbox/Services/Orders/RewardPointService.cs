using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Services.Orders;

namespace Sandbox.Services.Orders;

internal sealed class RewardPointService : IRewardPointService
{
    private readonly IRepository<RewardPointsHistory> _history;
    private readonly TimeProvider _time;

    public RewardPointService(IRepository<RewardPointsHistory> history, TimeProvider time)
    {
        _history = history;
        _time = time;
    }

    public Task<IPagedList<RewardPointsHistory>> GetRewardPointsHistoryAsync(
        int customerId = 0, int? storeId = null, bool showNotActivated = false, Guid? orderGuid = null, int pageIndex = 0,
        int pageSize = int.MaxValue)
    {
        return _history.GetAllPagedAsync(
            query =>
            {
                if (customerId > 0)
                    query = query.Where(entry => entry.CustomerId == customerId);
                if (storeId > 0)
                    query = query.Where(entry => entry.StoreId == storeId);
                if (orderGuid.HasValue)
                    query = query.Where(entry => entry.UsedWithOrder == orderGuid.Value);
                return query.OrderByDescending(entry => entry.Id);
            },
            pageIndex, pageSize);
    }

    public Task<int> GetRewardPointsBalanceAsync(int customerId, int storeId)
    {
        return Task.FromResult(_history.Table.Where(entry => entry.CustomerId == customerId).Sum(entry => entry.Points));
    }

    public Task<RewardPointsHistory> GetRewardPointsHistoryEntryByIdAsync(int rewardPointsHistoryId)
    {
        return _history.GetByIdAsync(rewardPointsHistoryId);
    }

    public Task<int> AddRewardPointsHistoryEntryAsync(
        Customer customer, int points, int storeId, string message = "", Order usedWithOrder = null, decimal usedAmount = 0M,
        DateTime? activatingDate = null, DateTime? endDate = null) =>
        AddAsync(customer.Id, points, storeId, message, usedWithOrder, usedAmount);

    /// <summary>Adds points, or takes them when <paramref name="points"/> is negative.</summary>
    /// <returns>The entry's id.</returns>
    public async Task<int> AddAsync(
        int customerId, int points, int storeId, string message, Order usedWith = null, decimal usedAmount = 0)
    {
        var entry = new RewardPointsHistory
        {
            CustomerId = customerId,
            StoreId = storeId,
            Points = points,
            PointsBalance = await GetRewardPointsBalanceAsync(customerId, storeId) + points,
            UsedAmount = usedAmount,
            UsedWithOrder = usedWith?.OrderGuid,
            Message = message,
            CreatedOnUtc = _time.GetUtcNow().UtcDateTime
        };
        await _history.InsertAsync(entry);
        return entry.Id;
    }
}
