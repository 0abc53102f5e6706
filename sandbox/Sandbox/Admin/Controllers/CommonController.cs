using Microsoft.AspNetCore.Mvc;
using Nop.Core.Domain.Payments;
using Nop.Services.Payments;
using Nop.Services.ScheduleTasks;
using INopLogger = Nop.Services.Logging.ILogger;
using NopLogLevel = Nop.Core.Domain.Logging.LogLevel;

namespace Sandbox.Admin.Controllers;

public class CommonController : AdminController
{
    /// <summary>What needs an administrator's eye.</summary>
    [HttpGet]
    public async Task<IActionResult> Warnings()
    {
        var warnings = new List<string>();
        var methods = Service<IPaymentPluginManager>();
        foreach (var name in Service<PaymentSettings>().ActivePaymentMethodSystemNames)
        {
            if (await methods.LoadPluginBySystemNameAsync(name) is not { } method)
                warnings.Add($"The payment method {name} is active but not installed.");
            else if (await method.HidePaymentMethodAsync([]))
                warnings.Add(
                    $"{method.PluginDescriptor.FriendlyName} is active but hides itself from the checkout: see its settings.");
        }

        foreach (var task in await Service<IScheduleTaskService>().GetAllTasksAsync(true))
        {
            if (!task.Enabled)
                warnings.Add($"The task '{task.Name}' is switched off.");
        }

        var errors = await Service<INopLogger>().GetAllLogsAsync(logLevel: NopLogLevel.Error, pageSize: 20);
        warnings.AddRange(errors.Select(error => $"Logged: {error.ShortMessage}"));
        return View(warnings);
    }
}
