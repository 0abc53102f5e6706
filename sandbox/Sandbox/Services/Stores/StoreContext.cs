using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using Nop.Services.Common;
using Nop.Services.Stores;

namespace Sandbox.Services.Stores;

/// <summary>The current store: the one whose hosts name the request's host, otherwise the first.</summary>
internal sealed class StoreContext : IStoreContext
{
    private readonly IHttpContextAccessor _http;
    private readonly IStoreService _stores;
    private readonly Lazy<IWorkContext> _workContext;
    private readonly Lazy<IGenericAttributeService> _attributes;
    private Store _current;

    public StoreContext(
        IHttpContextAccessor http, IStoreService stores, Lazy<IWorkContext> workContext,
        Lazy<IGenericAttributeService> attributes)
    {
        _http = http;
        _stores = stores;
        _workContext = workContext;
        _attributes = attributes;
    }

    public async Task<Store> GetCurrentStoreAsync() => _current ??= Find(await _stores.GetAllStoresAsync());

    public Store GetCurrentStore() => _current ??= Find(_stores.GetAllStores());

    /// <summary>The store whose settings an administrator edits; 0 for all stores.</summary>
    public async Task<int> GetActiveStoreScopeConfigurationAsync()
    {
        if ((await _stores.GetAllStoresAsync()).Count < 2)
            return 0;

        var customer = await _workContext.Value.GetCurrentCustomerAsync();
        var storeId = await _attributes.Value.GetAttributeAsync<int>(
            customer, NopCustomerDefaults.AdminAreaStoreScopeConfigurationAttribute);
        return (await _stores.GetStoreByIdAsync(storeId))?.Id ?? 0;
    }

    private Store Find(IList<Store> stores)
    {
        var host = _http.HttpContext?.Request.Host.Value;
        return stores.FirstOrDefault(store => Hosts(store).Contains(host, StringComparer.OrdinalIgnoreCase)) ?? stores[0];
    }

    private static string[] Hosts(Store store)
    {
        return (store.Hosts ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
