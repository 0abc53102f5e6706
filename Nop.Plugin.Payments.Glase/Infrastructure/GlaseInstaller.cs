using Nop.Core.Domain.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Services.Configuration;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Puts the plugin's settings, texts and task into a shop, and takes them out again. Its tables are migrations, which
/// nopCommerce runs.
/// </summary>
public class GlaseInstaller
{
    private const int TaskSeconds = 60;
    private const int DefaultPaymentWindowMinutes = 10;

    private readonly IScheduleTaskService _scheduleTaskService;
    private readonly ISettingService _settingService;
    private readonly PluginActivation _activation;
    private readonly ShopTexts _texts;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the installer.
    /// </summary>
    public GlaseInstaller(IScheduleTaskService scheduleTaskService, ISettingService settingService,
        PluginActivation activation, ShopTexts texts, TimeProvider timeProvider)
    {
        _scheduleTaskService = scheduleTaskService;
        _settingService = settingService;
        _activation = activation;
        _texts = texts;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Installs.
    /// </summary>
    public async Task InstallAsync()
    {
        await _settingService.SaveSettingAsync(new GlaseSettings
        {
            UseTestServer = true,
            QrCodePlacement = QrCodePlacement.PaymentStep,
            PaymentWindowMinutes = DefaultPaymentWindowMinutes,
            CancelUnpaidOrders = true,
            SendInvoiceRows = true
        });
        await _activation.ActivateWidgetsAsync();
        await _texts.AddToAllAsync();

        if (await _scheduleTaskService.GetTaskByTypeAsync(GlaseDefaults.CancelUnpaidTaskType) is null)
        {
            await _scheduleTaskService.InsertTaskAsync(new ScheduleTask
            {
                Name = GlaseDefaults.CancelUnpaidTaskName,
                Type = GlaseDefaults.CancelUnpaidTaskType,
                Seconds = TaskSeconds,
                Enabled = true,
                LastEnabledUtc = _timeProvider.GetUtcNow().UtcDateTime
            });
        }
    }

    /// <summary>
    /// Uninstalls.
    /// </summary>
    public async Task UninstallAsync()
    {
        if (await _scheduleTaskService.GetTaskByTypeAsync(GlaseDefaults.CancelUnpaidTaskType) is { } task)
            await _scheduleTaskService.DeleteTaskAsync(task);
        await _activation.DeactivateAsync();
        await _texts.RemoveAsync();
        await _settingService.DeleteSettingAsync<GlaseSettings>();
    }
}
