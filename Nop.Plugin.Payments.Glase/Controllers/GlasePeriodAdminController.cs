using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.Messages;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// The admin's list of transaction periods, and the button that closes the current one.
/// </summary>
public class GlasePeriodAdminController(AdminTexts texts, INotificationService notificationService, IWorkContext workContext,
    PeriodModelFactory modelFactory, ReportingAccountProvider accounts, PeriodCloser periods) : BaseGlaseAdminController
{
    /// <summary>
    /// Shows an account and the grid of its periods.
    /// </summary>
    /// <param name="storeId">A store of the account; nothing for the first one that is set up</param>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> List(int storeId = 0)
    {
        return PluginView("PeriodList", await modelFactory.PrepareSearchAsync(storeId));
    }

    /// <summary>
    /// Gets one page of the periods of an account, for the grid.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Data(PeriodSearchModel searchModel)
    {
        return Json(await modelFactory.PrepareListAsync(searchModel));
    }

    /// <summary>
    /// Closes the current period of an account.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public async Task<IActionResult> Close(int storeId)
    {
        if (await accounts.GetByStoreAsync(storeId) is { IsComplete: true } account)
            await CloseAsync(account);
        return RedirectToRoute(GlaseDefaults.Routes.AdminPeriods, new { storeId });
    }

    private async Task CloseAsync(ReportingAccount account)
    {
        try
        {
            var period = await periods.CloseAsync(account, await workContext.GetCurrentEmailAsync());
            if (period is null)
                notificationService.WarningNotification(await texts.ReportsAsync("JustClosed"));
            else if (period.Status == GlasePeriodStatus.Marked)
                notificationService.SuccessNotification(await texts.ReportsAsync("Closed", period.TransactionPeriodId));
            else if (period.Status == GlasePeriodStatus.Refused)
                notificationService.ErrorNotification(await texts.ReportsAsync("NotClosed", period.Error));
            else
                notificationService.WarningNotification(await texts.ReportsAsync("OutcomeUnknown"));
        }
        catch (TimeoutException)
        {
            notificationService.WarningNotification(await texts.ReportsAsync("JustClosed"));
        }
    }
}
