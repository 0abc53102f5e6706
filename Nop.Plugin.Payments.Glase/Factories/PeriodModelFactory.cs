using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.Helpers;
using Nop.Services.Security;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares periods for admins, from what is recorded here: Glase is not asked.
/// </summary>
public class PeriodModelFactory(AdminTexts texts, PeriodStore periodStore, IDateTimeHelper dateTimeHelper,
    IPermissionService permissionService, IStoreService storeService, ReportingAccountProvider accounts)
{
    private const int PageSize = 25;
    private readonly ReportingAccountProvider _accounts = accounts;

    /// <summary>
    /// Prepares one page of an account's periods.
    /// </summary>
    /// <param name="storeId">A store of the account; another number for the first account that is set up</param>
    /// <param name="pageNumber">The page, from 1</param>
    public async Task<PeriodListModel> PrepareAsync(int storeId, int pageNumber)
    {
        var accounts = await _accounts.GetAllAsync();
        var account = accounts.FirstOrDefault(one => one.StoreIds.Contains(storeId))
            ?? accounts.FirstOrDefault(one => one.IsComplete) ?? accounts[0];
        var found = await periodStore.GetAllAsync(account, Math.Clamp(pageNumber, 1, int.MaxValue / PageSize) - 1, PageSize);
        if (found.Count == 0 && found.TotalPages > 0)
            found = await periodStore.GetAllAsync(account, found.TotalPages - 1, PageSize);
        var last = await periodStore.GetLastMarkedAsync(account);
        var settings = account.Settings;
        var model = new PeriodListModel
        {
            StoreId = account.Store.Id,
            StoreNames = await NamesAsync(account),
            IsComplete = account.IsComplete,
            CanClose = await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE),
            Since = last is null
                ? await texts.ReportsAsync("Since.Beginning")
                : await texts.ReportsAsync("Since", await texts.WriteAsync(last.MarkedOnUtc)),
            Daily = settings.ClosePeriodDaily
                ? await texts.ReportsAsync("Daily", settings.ClosePeriodHour, dateTimeHelper.DefaultStoreTimeZone.DisplayName)
                : null,
            PageNumber = found.PageIndex + 1,
            PageCount = found.TotalPages
        };

        // Those that are not set up matter only where none is.
        var choices = accounts.Where(one => one.IsComplete || one == account).ToList();
        foreach (var choice in choices.Count > 1 ? choices : [])
        {
            var value = choice.Store.Id.ToString(CultureInfo.InvariantCulture);
            model.Accounts.Add(new SelectListItem(await NamesAsync(choice), value, choice == account));
        }

        foreach (var period in found)
            model.Periods.Add(await PrepareAsync(period));
        return model;
    }

    /// <summary>
    /// Prepares one period.
    /// </summary>
    public async Task<PeriodModel> PrepareAsync(GlasePeriod period)
    {
        var model = new PeriodModel
        {
            PeriodId = period.Id,
            TransactionPeriodId = period.TransactionPeriodId,
            StoreId = period.StoreId,
            Started = period.StartedOnUtc is { } started ? await texts.WriteAsync(started) : await texts.ReportsAsync("Beginning"),
            Marked = await texts.WriteAsync(period.MarkedOnUtc),
            MarkedBy = period.MarkedBy ?? await texts.ReportsAsync("ByTask"),
            State = await texts.EnumAsync(period.Status),
            StateStyle = period.Status switch
            {
                GlasePeriodStatus.Marked => "success",
                GlasePeriodStatus.Refused => "danger",
                _ => "warning"
            },
            Remark = period.Status switch
            {
                GlasePeriodStatus.Marked => null,
                GlasePeriodStatus.Refused => period.Error,
                _ => await texts.ReportsAsync("OutcomeUnknown")
            }
        };
        foreach (var kind in ReportCatalog.Of(period))
            model.Reports.Add((kind.ToString(), await texts.EnumAsync(kind)));
        return model;
    }

    private async Task<string> NamesAsync(ReportingAccount account)
    {
        var names = new List<string>();
        foreach (var storeId in account.StoreIds)
            names.Add((await storeService.GetStoreByIdAsync(storeId)).Name);
        return string.Join(", ", names);
    }
}
