using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Provides the Glase accounts whose periods are closed; stores that share one account share its periods.
/// </summary>
public class ReportingAccountProvider(GlaseConnectionProvider connections, IStoreService storeService)
{
    /// <summary>
    /// Gets all accounts, also those without the shop's credentials, by the number of their first store.
    /// </summary>
    public async Task<IReadOnlyList<ReportingAccount>> GetAllAsync()
    {
        var stores = new List<ReportingAccount>();
        foreach (var store in (await storeService.GetAllStoresAsync()).OrderBy(store => store.Id))
            stores.Add(new ReportingAccount(store, [store.Id], await connections.GetSettingsAsync(store.Id)));

        return
        [
            .. stores.GroupBy(one => (one.Settings.UseTestServer, one.Settings.LiveServiceUrl, one.Settings.ShopId, one.Settings.TerminalId))
                .Select(shared => shared.First() with { StoreIds = [.. shared.Select(one => one.Store.Id)] })
        ];
    }

    /// <summary>
    /// Gets the account of a store; null when there is no such store.
    /// </summary>
    public async Task<ReportingAccount> GetByStoreAsync(int storeId)
    {
        return (await GetAllAsync()).FirstOrDefault(account => account.StoreIds.Contains(storeId));
    }
}
