using Microsoft.AspNetCore.Mvc;
using Nop.Core.Domain.Payments;
using Nop.Core.Events;
using Nop.Services.Payments;
using Nop.Services.ScheduleTasks;
using Nop.Web.Areas.Admin.Models.Common;
using INopLogger = Nop.Services.Logging.ILogger;
using NopLogLevel = Nop.Core.Domain.Logging.LogLevel;

namespace Sandbox.Admin.Controllers;

public class CommonController : AdminController
{
    /// <summary>What needs an administrator's eye.</summary>
    [HttpGet]
    public async Task<IActionResult> Warnings()
    {
        var warnings = new List<SystemWarningModel>();
        void Warn(string text) => warnings.Add(new SystemWarningModel { Level = SystemWarningLevel.Warning, Text = text });

        var methods = Service<IPaymentPluginManager>();
        foreach (var name in Service<PaymentSettings>().ActivePaymentMethodSystemNames)
        {
            if (await methods.LoadPluginBySystemNameAsync(name) is not { } method)
                Warn($"The payment method {name} is active but not installed.");
            else if (await method.HidePaymentMethodAsync([]))
                Warn($"{method.PluginDescriptor.FriendlyName} is active but hides itself from the checkout: see its settings.");
        }

        foreach (var task in await Service<IScheduleTaskService>().GetAllTasksAsync(true))
        {
            if (!task.Enabled)
                Warn($"The task '{task.Name}' is switched off.");
        }

        var errors = await Service<INopLogger>().GetAllLogsAsync(logLevel: NopLogLevel.Error, pageSize: 20);
        foreach (var error in errors)
            Warn($"Logged: {error.ShortMessage}");

        var created = new SystemWarningCreatedEvent();
        await Service<IEventPublisher>().PublishAsync(created);
        warnings.AddRange(created.SystemWarnings);
        return View(warnings);
    }
}
