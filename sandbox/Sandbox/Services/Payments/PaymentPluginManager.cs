using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Payments;
using Nop.Services.Configuration;
using Nop.Services.Payments;
using Sandbox.Services.Plugins;

namespace Sandbox.Services.Payments;

internal sealed class PaymentPluginManager : PluginManager<IPaymentMethod>, IPaymentPluginManager
{
    private readonly PaymentSettings _settings;
    private readonly ISettingService _settingService;

    public PaymentPluginManager(
        PluginCatalogue catalogue, PluginInstances instances, IWebHelper web, PaymentSettings settings,
        ISettingService settingService)
        : base(catalogue, instances, web)
    {
        _settings = settings;
        _settingService = settingService;
    }

    public async Task<IList<IPaymentMethod>> LoadActivePluginsAsync(
        Customer customer = null, int storeId = 0, int countryId = 0)
    {
        var active = new List<IPaymentMethod>();
        foreach (var method in await LoadActivePluginsAsync(_settings.ActivePaymentMethodSystemNames, customer, storeId))
        {
            if (countryId == 0 || !(await GetRestrictedCountryIdsAsync(method)).Contains(countryId))
                active.Add(method);
        }

        return active;
    }

    public bool IsPluginActive(IPaymentMethod paymentMethod)
    {
        return IsPluginActive(paymentMethod, _settings.ActivePaymentMethodSystemNames);
    }

    public async Task<bool> IsPluginActiveAsync(string systemName, Customer customer = null, int storeId = 0)
    {
        return IsPluginActive(await LoadPluginBySystemNameAsync(systemName, customer, storeId));
    }

    public async Task<IList<int>> GetRestrictedCountryIdsAsync(IPaymentMethod paymentMethod)
    {
        return await _settingService.GetSettingByKeyAsync<List<int>>(RestrictionsKey(paymentMethod)) ?? [];
    }

    public Task SaveRestrictedCountriesAsync(IPaymentMethod paymentMethod, IList<int> countryIds)
    {
        return _settingService.SetSettingAsync(RestrictionsKey(paymentMethod), countryIds.ToList());
    }

    private static string RestrictionsKey(IPaymentMethod method)
    {
        return $"PaymentMethodRestictions.{method.PluginDescriptor.SystemName}";
    }
}
