using Nop.Core.Domain.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Services.Configuration;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Puts the plugin's settings, texts and tasks into a shop, and takes them out again. Its tables are migrations, which
/// nopCommerce runs.
/// </summary>
public class GlaseInstaller
{
    private const int RecoveryTaskSeconds = 60;
    private const int ClosePeriodsSeconds = 600;
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
        await _settingService.SaveSettingAsync(Defaults());
        await _activation.ActivateWidgetsAsync();
        await _texts.AddToAllAsync();
        await AddTasksAsync();
    }

    /// <summary>
    /// Brings what an earlier version installed up to this one: adds settings, texts and tasks where they are missing. What is
    /// there is the owner's and stays.
    /// </summary>
    public async Task UpdateAsync()
    {
        await AddMissingSettingsAsync();
        await _texts.CompleteAllAsync();
        await _activation.ActivateWidgetsAsync();
        await AddTasksAsync();
    }

    /// <summary>
    /// Uninstalls.
    /// </summary>
    public async Task UninstallAsync()
    {
        foreach (var type in new[] { GlaseDefaults.RecoveryTaskType, GlaseDefaults.ClosePeriodsTaskType })
        {
            if (await _scheduleTaskService.GetTaskByTypeAsync(type) is { } task)
                await _scheduleTaskService.DeleteTaskAsync(task);
        }

        await _activation.DeactivateAsync();
        await _texts.RemoveAsync();
        await _settingService.DeleteSettingAsync<GlaseSettings>();
    }

    /// <summary>
    /// Gets what a shop begins with.
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
        var settings = await _settingService.LoadSettingAsync<GlaseSettings>();
        var defaults = Defaults();
        foreach (var property in typeof(GlaseSettings).GetProperties())
        {
            if (await _settingService.GetSettingAsync($"{nameof(GlaseSettings)}.{property.Name}") is null)
                property.SetValue(settings, property.GetValue(defaults));
        }

        await _settingService.SaveSettingAsync(settings);
    }

    private async Task AddTasksAsync()
    {
        await AddTaskAsync(GlaseDefaults.RecoveryTaskName, GlaseDefaults.RecoveryTaskType, RecoveryTaskSeconds);
        await AddTaskAsync(GlaseDefaults.ClosePeriodsTaskName, GlaseDefaults.ClosePeriodsTaskType, ClosePeriodsSeconds);
    }

    private async Task AddTaskAsync(string name, string type, int seconds)
    {
        if (await _scheduleTaskService.GetTaskByTypeAsync(type) is not null)
            return;

        await _scheduleTaskService.InsertTaskAsync(new ScheduleTask
        {
            Name = name,
            Type = type,
            Seconds = seconds,
            Enabled = true,
            LastEnabledUtc = _timeProvider.GetUtcNow().UtcDateTime
        });
    }
}
