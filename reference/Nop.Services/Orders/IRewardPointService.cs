using Nop.Core;
using Nop.Core.Domain.Customers;

namespace Nop.Services.Orders;

public interface IRewardPointService
{
    Task<IPagedList<RewardPointsHistory>> GetRewardPointsHistoryAsync(
        int customerId = 0, int? storeId = null, bool showNotActivated = false, Guid? orderGuid = null, int pageIndex = 0,
        int pageSize = int.MaxValue);

    Task<int> GetRewardPointsBalanceAsync(int customerId, int storeId);

    Task<RewardPointsHistory> GetRewardPointsHistoryEntryByIdAsync(int rewardPointsHistoryId);
}
