using System.Linq.Expressions;
using Nop.Core.Configuration;
using Nop.Core.Domain.Cms;
using Nop.Core.Domain.Payments;
using Nop.Services.Configuration;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Puts the plugin on nopCommerce's lists of what is active, and takes it off: on the shared ones and on those of stores
/// that have their own.
/// </summary>
public class PluginActivation(ISettingService settingService, IStoreService storeService)
{
    /// <summary>
    /// Makes the plugin's widgets active. The owner cannot: they are not on the admin's list of widgets.
    /// </summary>
    public Task ActivateWidgetsAsync()
    {
        return ChangeAsync<WidgetSettings>(settings => settings.ActiveWidgetSystemNames, names =>
        {
            var isNew = !names.Contains(GlaseDefaults.SystemName);
            if (isNew)
                names.Add(GlaseDefaults.SystemName);
            return isNew;
        });
    }

    /// <summary>
    /// Takes the plugin off the lists of active widgets and payment methods.
    /// </summary>
    public async Task DeactivateAsync()
    {
        await ChangeAsync<WidgetSettings>(settings => settings.ActiveWidgetSystemNames, RemoveFrom);
        await ChangeAsync<PaymentSettings>(settings => settings.ActivePaymentMethodSystemNames, RemoveFrom);
    }

    private static bool RemoveFrom(List<string> names)
    {
        return names.RemoveAll(name => name == GlaseDefaults.SystemName) > 0;
    }

    private async Task ChangeAsync<TSettings>(Expression<Func<TSettings, List<string>>> list, Func<List<string>, bool> isChanged)
        where TSettings : ISettings, new()
    {
        var namesOf = list.Compile();
        var stores = await storeService.GetAllStoresAsync();
        foreach (var storeId in stores.Select(store => store.Id).Prepend(0))
        {
            var settings = await settingService.LoadSettingAsync<TSettings>(storeId);
            if (storeId != 0 && !await settingService.SettingExistsAsync(settings, list, storeId))
                continue;
            if (isChanged(namesOf(settings)))
                await settingService.SaveSettingAsync(settings, list, storeId);
        }
    }
}
