using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.Configuration;
using Nop.Services.Stores;
using Nop.Web.Areas.Admin.Models.Common;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Says on the admin's page of warnings what needs attention: money failing, and what keeps Glase from working. Reads a few
/// rows by index; Glase is not asked.
/// </summary>
public class SystemWarningFactory(PaymentWarningFactory paymentWarnings, StoreWarningFactory storeWarnings, PeriodWarnings periodWarnings,
    TaskWarningFactory taskWarnings, SettingsSecrets secrets, ISettingService settingService, IStoreService storeService, SystemWarningTexts texts)
{
    /// <summary>
    /// Prepares the warnings.
    /// </summary>
    /// <returns>
    /// The warnings; one line that all is well when there are none; nothing at all when, besides, no store has Glase active
    /// </returns>
    public async Task<IList<SystemWarningModel>> PrepareAsync()
    {
        var warnings = new List<SystemWarningModel>();
        await TryAsync(warnings, () => AddAsync(warnings, paymentWarnings.PrepareAsync()));

        var isActive = false;
        foreach (var store in await storeService.GetAllStoresAsync())
        {
            await TryAsync(warnings, async () =>
            {
                var active = await IsActiveAsync(store);
                isActive |= active;
                await AddAsync(warnings, storeWarnings.PrepareAsync(store, active));
            });
        }

        if (isActive)
        {
            await TryAsync(warnings, () => AddTaskAsync(warnings));
            await TryAsync(warnings, () => AddPaymentLinksAsync(warnings));
        }

        await TryAsync(warnings, () => AddPeriodsAsync(warnings));
        if (isActive && warnings.Count == 0)
            warnings.Add(await texts.WriteAsync(SystemWarningLevel.Pass, "None"));
        return warnings;
    }

    // What cannot be found out hides nothing else.
    private async Task TryAsync(List<SystemWarningModel> warnings, Func<Task> add)
    {
        try
        {
            await add();
        }
        catch (Exception exception)
        {
            warnings.Add(await texts.WriteAsync(SystemWarningLevel.Fail, "NotChecked", SystemWarningTexts.Encode(exception.Message)));
        }
    }

    private static async Task AddAsync(List<SystemWarningModel> warnings, IAsyncEnumerable<SystemWarningModel> found)
    {
        await foreach (var warning in found)
            warnings.Add(warning);
    }

    private async Task AddTaskAsync(List<SystemWarningModel> warnings)
    {
        if (await taskWarnings.PrepareAsync() is { } warning)
            warnings.Add(warning);
    }

    private async Task AddPaymentLinksAsync(List<SystemWarningModel> warnings)
    {
        if (!await secrets.HasPaymentLinkKeyAsync())
            warnings.Add(await texts.WriteAsync(SystemWarningLevel.Warning, "UnreadableLinkKey", texts.ConfigureLink));
    }

    private async Task AddPeriodsAsync(List<SystemWarningModel> warnings)
    {
        foreach (var (name, store, reason) in await periodWarnings.FindAsync())
            warnings.Add(await texts.WriteAsync(SystemWarningLevel.Warning, name, SystemWarningTexts.Encode(store),
                SystemWarningTexts.Encode(reason), texts.ConfigureLink));
    }

    private async Task<bool> IsActiveAsync(Store store)
    {
        var settings = await settingService.LoadSettingAsync<PaymentSettings>(store.Id);
        return settings.ActivePaymentMethodSystemNames.Contains(GlaseDefaults.SystemName);
    }
}
