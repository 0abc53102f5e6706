using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.Messages;
using Nop.Services.Security;
using Nop.Web.Framework;
using Nop.Web.Framework.Controllers;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// The admin's list of transaction periods, and the button that closes the current one.
/// </summary>
[AuthorizeAdmin]
[Area(AreaNames.ADMIN)]
[AutoValidateAntiforgeryToken]
public class GlasePeriodAdminController : BasePaymentController
{
    private readonly AdminTexts _texts;
    private readonly INotificationService _notificationService;
    private readonly IWorkContext _workContext;
    private readonly PeriodModelFactory _modelFactory;
    private readonly ReportingAccountProvider _accounts;
    private readonly PeriodCloser _periods;

    /// <summary>
    /// Makes the controller.
    /// </summary>
    public GlasePeriodAdminController(AdminTexts texts, INotificationService notificationService,
        IWorkContext workContext, PeriodModelFactory modelFactory, ReportingAccountProvider accounts, PeriodCloser periods)
    {
        _texts = texts;
        _notificationService = notificationService;
        _workContext = workContext;
        _modelFactory = modelFactory;
        _accounts = accounts;
        _periods = periods;
    }

    /// <summary>
    /// Shows the periods of an account.
    /// </summary>
    /// <param name="storeId">A store of the account; nothing for the first one that is set up</param>
    /// <param name="pageNumber">The page, from 1</param>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> List(int storeId = 0, int pageNumber = 1)
    {
        return await _workContext.GetCurrentVendorAsync() is null
            ? View($"{GlaseDefaults.ViewsPath}/PeriodList.cshtml", await _modelFactory.PrepareAsync(storeId, pageNumber))
            : RedirectToAction("List", "Order", new { area = AreaNames.ADMIN });
    }

    /// <summary>
    /// Closes the current period of an account.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public async Task<IActionResult> Close(int storeId)
    {
        if (await _workContext.GetCurrentVendorAsync() is null && await _accounts.GetByStoreAsync(storeId) is { IsComplete: true } account)
            await CloseAsync(account);
        return RedirectToRoute(GlaseDefaults.Routes.AdminPeriods, new { storeId });
    }

    private async Task CloseAsync(ReportingAccount account)
    {
        try
        {
            var period = await _periods.CloseAsync(account, (await _workContext.GetCurrentCustomerAsync()).Email);
            if (period is null)
                _notificationService.WarningNotification(await _texts.ReportsAsync("JustClosed"));
            else if (period.Status == GlasePeriodStatus.Marked)
                _notificationService.SuccessNotification(await _texts.ReportsAsync("Closed", period.TransactionPeriodId));
            else if (period.Status == GlasePeriodStatus.Refused)
                _notificationService.ErrorNotification(await _texts.ReportsAsync("NotClosed", period.Error));
            else
                _notificationService.WarningNotification(await _texts.ReportsAsync("Lost"));
        }
        catch (TimeoutException)
        {
            _notificationService.WarningNotification(await _texts.ReportsAsync("JustClosed"));
        }
    }
}
