using Nop.Core.Domain.Stores;
using Nop.Data;
using Nop.Services.Stores;

namespace Sandbox.Services.Stores;

internal sealed class StoreService : IStoreService
{
    private readonly IRepository<Store> _stores;

    public StoreService(IRepository<Store> stores)
    {
        _stores = stores;
    }

    public Task<IList<Store>> GetAllStoresAsync()
    {
        return _stores.GetAllAsync(
            query => query.OrderBy(store => store.DisplayOrder).ThenBy(store => store.Id), _ => default, false);
    }

    public IList<Store> GetAllStores() => GetAllStoresAsync().GetAwaiter().GetResult();

    public Task<Store> GetStoreByIdAsync(int storeId) => _stores.GetByIdAsync(storeId, _ => default, false);

    public Task InsertStoreAsync(Store store) => _stores.InsertAsync(store);

    public Task UpdateStoreAsync(Store store) => _stores.UpdateAsync(store);
}
