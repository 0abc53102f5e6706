using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Configuration;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Puts the plugin's settings, texts and tasks into a shop, and takes them out again. Its tables are migrations, which
/// nopCommerce runs.
/// </summary>
public class GlaseInstaller(PluginTasks tasks, ISettingService settingService, PluginActivation activation, ShopTexts texts,
    PaymentLinkTemplate paymentLinkTemplate, SettingsSecrets secrets, NotificationMonitor notifications, InstallationState state)
{
    private const int DefaultPaymentWindowMinutes = 10;

    /// <summary>
    /// Installs.
    /// </summary>
    public async Task InstallAsync()
    {
        var settings = Defaults();
        settings.PaymentLinkKey = secrets.NewPaymentLinkKey();
        await settingService.SaveSettingAsync(settings);
        await activation.ActivateWidgetsAsync();
        await texts.AddToAllAsync();
        await paymentLinkTemplate.AddAsync();
        await tasks.AddMissingAsync();
        state.IsUninstalled = false;
    }

    /// <summary>
    /// Brings what an earlier version installed up to this one: adds settings, texts and tasks where they are missing. What is
    /// there is the owner's and stays.
    /// </summary>
    public async Task UpdateAsync()
    {
        await AddMissingSettingsAsync();
        await secrets.RenewPaymentLinkKeyAsync();
        await texts.CompleteAllAsync();
        await paymentLinkTemplate.AddAsync();
        await activation.ActivateWidgetsAsync();
        await tasks.AddMissingAsync();
        state.IsUninstalled = false;
    }

    /// <summary>
    /// Uninstalls.
    /// </summary>
    public async Task UninstallAsync()
    {
        await tasks.RemoveAsync();
        await activation.DeactivateAsync();
        await texts.RemoveAsync();
        await paymentLinkTemplate.RemoveAsync();
        await settingService.DeleteSettingAsync<GlaseSettings>();
        // What runs at intervals ends: it records notifications, too. Should anything fail, the plugin is still installed, and it goes on.
        state.IsUninstalled = true;
        try
        {
            await notifications.DeleteAsync();
        }
        catch (Exception)
        {
            state.IsUninstalled = false;
            throw;
        }
    }

    /// <summary>
    /// Gets what a shop begins with, but for the key of payment links, which is encrypted with the shop's own.
    /// </summary>
    internal static GlaseSettings Defaults()
    {
        return new GlaseSettings
        {
            UseTestServer = true,
            QrCodePlacement = QrCodePlacement.PaymentStep,
            PaymentWindowMinutes = DefaultPaymentWindowMinutes,
            CancelUnpaidOrders = true,
            SendInvoiceRows = true,
            SubmitReceipt = true
        };
    }

    private async Task AddMissingSettingsAsync()
    {
        var settings = await settingService.LoadSettingAsync<GlaseSettings>();
        var defaults = Defaults();
        foreach (var property in typeof(GlaseSettings).GetProperties())
        {
            if (await settingService.GetSettingAsync($"{nameof(GlaseSettings)}.{property.Name}") is null)
                property.SetValue(settings, property.GetValue(defaults));
        }

        await settingService.SaveSettingAsync(settings);
    }
}
