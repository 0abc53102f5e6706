using Microsoft.AspNetCore.Mvc;
using Nop.Services.Helpers;
using Nop.Services.Messages;
using Nop.Services.ScheduleTasks;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;
using Sandbox.Admin.Models;

namespace Sandbox.Admin.Controllers;

public class ScheduleTaskController : AdminController
{
    private readonly IScheduleTaskService _tasks;
    private readonly IDateTimeHelper _dates;

    public ScheduleTaskController(IScheduleTaskService tasks, IDateTimeHelper dates)
    {
        _tasks = tasks;
        _dates = dates;
    }

    [HttpGet]
    [CheckPermission(StandardPermission.System.MANAGE_SCHEDULE_TASKS)]
    public async Task<IActionResult> List()
    {
        var models = new List<ScheduleTaskModel>();
        foreach (var task in await _tasks.GetAllTasksAsync(true))
        {
            models.Add(new ScheduleTaskModel(
                task.Id, task.Name, task.Seconds, task.Enabled, await TimeAsync(task.LastStartUtc),
                await TimeAsync(task.LastSuccessUtc)));
        }

        return View(models);
    }

    [HttpPost]
    [CheckPermission(StandardPermission.System.MANAGE_SCHEDULE_TASKS)]
    public async Task<IActionResult> RunNow(int id)
    {
        var notifications = Service<INotificationService>();
        try
        {
            var task = await _tasks.GetTaskByIdAsync(id);
            await Service<IScheduleTaskRunner>().ExecuteAsync(task, true, true, false);
            notifications.SuccessNotification($"'{task.Name}' was run.");
        }
        catch (Exception exception)
        {
            await notifications.ErrorNotificationAsync(exception);
        }

        return RedirectToAction(nameof(List));
    }

    private async Task<string> TimeAsync(DateTime? utc)
    {
        return utc.HasValue ? $"{await _dates.ConvertToUserTimeAsync(utc.Value, DateTimeKind.Utc):G}" : "never";
    }
}
