using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.Helpers;
using Nop.Services.Security;
using Nop.Services.Stores;
using Nop.Web.Framework.Models.Extensions;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares periods for admins, from what is recorded here: Glase is not asked.
/// </summary>
public class PeriodModelFactory(AdminTexts texts, PeriodStore periodStore, IDateTimeHelper dateTimeHelper,
    IPermissionService permissionService, IStoreService storeService, ReportingAccountProvider accounts)
{
    private readonly ReportingAccountProvider _accounts = accounts;

    /// <summary>
    /// Prepares the page of an account's periods.
    /// </summary>
    /// <param name="storeId">A store of the account; another number for the first account that is set up</param>
    public async Task<PeriodSearchModel> PrepareSearchAsync(int storeId)
    {
        var accounts = await _accounts.GetAllAsync();
        var account = Find(accounts, storeId);
        var last = await periodStore.GetLastMarkedAsync(account);
        var settings = account.Settings;
        var model = new PeriodSearchModel
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
                : null
        };
        model.SetGridPageSize();

        // Those that are not set up matter only where none is.
        var choices = accounts.Where(one => one.IsComplete || one == account).ToList();
        foreach (var choice in choices.Count > 1 ? choices : [])
        {
            var value = choice.Store.Id.ToString(CultureInfo.InvariantCulture);
            model.Accounts.Add(new SelectListItem(await NamesAsync(choice), value, choice == account));
        }

        return model;
    }

    /// <summary>
    /// Prepares one page of an account's periods.
    /// </summary>
    public async Task<PeriodListModel> PrepareListAsync(PeriodSearchModel searchModel)
    {
        var account = Find(await _accounts.GetAllAsync(), searchModel.StoreId);
        var found = await periodStore.GetAllAsync(account, searchModel.PageIndex, searchModel.RowCount,
            searchModel.SortedBy is null || searchModel.IsDescending);
        return await new PeriodListModel().PrepareToGridAsync(searchModel, found, () => PrepareAsync(found));
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
            Status = await texts.EnumAsync(period.Status),
            StatusColor = period.Status switch
            {
                GlasePeriodStatus.Marked => "green",
                GlasePeriodStatus.Refused => "red",
                _ => "yellow"
            },
            Remark = period.Status switch
            {
                GlasePeriodStatus.Marked => null,
                GlasePeriodStatus.Refused => period.Error,
                _ => await texts.ReportsAsync("OutcomeUnknown")
            }
        };
        foreach (var kind in ReportCatalog.Of(period))
            model.Pages.Add(new PeriodPageModel(kind.ToString(), await texts.EnumAsync(kind)));
        if (model.Pages.Count > 0)
            model.Pages.Insert(0, new PeriodPageModel("reconciliation", await texts.ReportsAsync("Reconciliation")));
        return model;
    }

    private async IAsyncEnumerable<PeriodModel> PrepareAsync(IEnumerable<GlasePeriod> periods)
    {
        foreach (var period in periods)
            yield return await PrepareAsync(period);
    }

    private static ReportingAccount Find(IReadOnlyList<ReportingAccount> accounts, int storeId)
    {
        return accounts.FirstOrDefault(one => one.StoreIds.Contains(storeId))
            ?? accounts.FirstOrDefault(one => one.IsComplete) ?? accounts[0];
    }

    private async Task<string> NamesAsync(ReportingAccount account)
    {
        var names = new List<string>();
        foreach (var storeId in account.StoreIds)
            names.Add((await storeService.GetStoreByIdAsync(storeId)).Name);
        return string.Join(", ", names);
    }
}
