using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Web.Areas.Admin.Models.Common;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Warns of what keeps Glase from working in a store: its account, the connection, and its address. Glase is not asked.
/// </summary>
public class StoreWarningFactory(GlaseConnectionProvider connections, IGlaseHealth health, NotificationMonitor notifications,
    SystemWarningTexts texts)
{
    /// <summary>
    /// Prepares the warnings, each when it is asked for.
    /// </summary>
    /// <param name="store">The store</param>
    /// <param name="isActive">Whether shoppers of the store can pay with Glase</param>
    public async IAsyncEnumerable<SystemWarningModel> PrepareAsync(Store store, bool isActive)
    {
        var name = SystemWarningTexts.Encode(store.Name);
        var settings = await connections.GetSettingsAsync(store.Id);
        if (!connections.CanDecrypt(settings.TerminalPassword))
            yield return await texts.WriteAsync(SystemWarningLevel.Fail, "Unreadable", name, texts.ConfigureLink);
        else if (GlaseConnectionProvider.IsComplete(settings))
        {
            var ofPayments = health.ForPayments(await connections.GetAsync(store.Id));
            if (ofPayments.CredentialsRefused is { } refusal)
                yield return await RefusalAsync(SystemWarningLevel.Fail, "Credentials", name, refusal);
            if (ofPayments.CircuitOpenedOnUtc is { } since)
                yield return await texts.WriteAsync(SystemWarningLevel.Fail, "NoResponse", name, await texts.TimeAsync(since));
        }
        else if (isActive)
            yield return await texts.WriteAsync(SystemWarningLevel.Warning, "Incomplete", name, texts.ConfigureLink);

        if (!connections.CanDecrypt(settings.ShopPassword))
            yield return await texts.WriteAsync(SystemWarningLevel.Fail, "UnreadableShop", name, texts.ConfigureLink);
        else if (GlaseConnectionProvider.HasReportCredentials(settings)
            && health.ForReports(await connections.GetAsync(store.Id)).CredentialsRefused is { } code)
            yield return await RefusalAsync(SystemWarningLevel.Warning, "ReportCredentials", name, code);

        if (!isActive)
            yield break;

        // That notifications do not arrive is said only where they are missing; that they may not, only where none has shown that they do.
        var address = new StoreAddress(store.Url);
        var url = SystemWarningTexts.Encode(store.Url);
        if (await notifications.AreMissingAsync(store.Id))
            yield return await texts.WriteAsync(SystemWarningLevel.Warning, "NotificationsMissing", name, url);
        else if (address.IsLocal && !await notifications.HasArrivedLatelyAsync(store.Id))
            yield return await texts.WriteAsync(SystemWarningLevel.Recommendation, "Local", name, SystemWarningTexts.Encode(address.Host));
        if (address.IsInsecure && !address.IsLocal)
            yield return await texts.WriteAsync(SystemWarningLevel.Recommendation, "Insecure", name, url);
    }

    private Task<SystemWarningModel> RefusalAsync(SystemWarningLevel level, string name, string store, GlaseResultCode code)
    {
        var info = GlaseResultCodes.Describe(code);
        return texts.WriteAsync(level, name, store, SystemWarningTexts.Encode(info.Meaning), SystemWarningTexts.Encode(info.Advice),
            texts.ConfigureLink);
    }
}
