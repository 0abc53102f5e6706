using System.Globalization;
using System.Net;
using Nop.Core;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Configuration;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Stores;
using Nop.Web.Areas.Admin.Models.Common;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Says on the admin's page of warnings what needs attention: money failing, and what keeps Glase from working. Reads a few
/// rows by index; Glase is not asked.
/// </summary>
public class SystemWarningFactory(GlaseConnectionProvider connections, PaymentWorkQueries queries, RefundStore refundStore,
    IDateTimeHelper dateTimeHelper, IGlaseHealth health, ILocalizationService localizationService, IOrderService orderService,
    ISettingService settingService, IStoreService storeService, IWebHelper webHelper, PeriodWarnings periodWarnings, SettingsSecrets secrets,
    NotificationMonitor notifications, TimeProvider timeProvider)
{
    private const int MaxLinks = 5;
    private static readonly TimeSpan _unappliedGracePeriod = TimeSpan.FromMinutes(5);
    private readonly IGlaseHealth _health = health;

    /// <summary>
    /// Prepares the warnings.
    /// </summary>
    /// <returns>
    /// The warnings; one line that all is well when there are none; nothing at all when, besides, no store has Glase active
    /// </returns>
    public async Task<IList<SystemWarningModel>> PrepareAsync()
    {
        var warnings = new List<SystemWarningModel>();
        await TryAsync(warnings, () => AddMoneyAsync(warnings));

        var isActive = false;
        foreach (var store in await storeService.GetAllStoresAsync())
        {
            await TryAsync(warnings, async () =>
            {
                var active = await IsActiveAsync(store);
                isActive |= active;
                await AddStoreAsync(warnings, store, active);
            });
        }

        if (isActive)
            await TryAsync(warnings, () => AddPaymentLinksAsync(warnings));
        await TryAsync(warnings, () => AddPeriodsAsync(warnings));
        if (isActive && warnings.Count == 0)
            await AddAsync(warnings, SystemWarningLevel.Pass, "None");
        return warnings;
    }

    // What cannot be found out hides nothing else.
    private async Task TryAsync(List<SystemWarningModel> warnings, Func<Task> add)
    {
        try
        {
            await add();
        }
        catch (Exception exception)
        {
            await AddAsync(warnings, SystemWarningLevel.Fail, "NotChecked", Encode(exception.Message));
        }
    }

    private async Task AddMoneyAsync(List<SystemWarningModel> warnings)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var undecided = await refundStore.GetUnresolvedAsync(now, MaxLinks);
        if (undecided.TotalCount > 0)
            await AddAsync(warnings, SystemWarningLevel.Fail, "UnknownRefunds", undecided.TotalCount,
                Links(undecided.Select(refund => refund.PaymentId).Distinct(), undecided.TotalCount));

        var awaitingDecision = await queries.GetAwaitingDecisionAsync(MaxLinks);
        if (awaitingDecision.TotalCount > 0)
            await AddAsync(warnings, SystemWarningLevel.Fail, "PaymentDecisions", awaitingDecision.TotalCount,
                Links(awaitingDecision.Select(payment => payment.Id), awaitingDecision.TotalCount));

        var unapplied = await queries.GetOldestUnappliedAsync(now - _unappliedGracePeriod, MaxLinks, includeAwaitingDecision: false);
        if (unapplied.TotalCount > 0)
            await AddAsync(warnings, SystemWarningLevel.Fail, "UnappliedPayments", unapplied.TotalCount,
                Links(unapplied.Select(payment => payment.Id), unapplied.TotalCount));

        var ending = await queries.GetExpiringReservationsAsync(now + ReservationSchedule.WarningPeriod, MaxLinks);
        if (ending.TotalCount > 0)
            await AddAsync(warnings, SystemWarningLevel.Warning, "ExpiringReservations", ending.TotalCount,
                await TimeAsync(ending[0].ReservationEndsOnUtc.Value), await OrderLinksAsync(ending));
    }

    private async Task AddPaymentLinksAsync(List<SystemWarningModel> warnings)
    {
        if (!await secrets.HasPaymentLinkKeyAsync())
            await AddAsync(warnings, SystemWarningLevel.Warning, "UnreadableLinkKey", ConfigureLink());
    }

    private async Task AddPeriodsAsync(List<SystemWarningModel> warnings)
    {
        foreach (var (name, store, reason) in await periodWarnings.FindAsync())
            await AddAsync(warnings, SystemWarningLevel.Warning, name, Encode(store), Encode(reason), ConfigureLink());
    }

    private async Task<bool> IsActiveAsync(Store store)
    {
        var settings = await settingService.LoadSettingAsync<PaymentSettings>(store.Id);
        return settings.ActivePaymentMethodSystemNames.Contains(GlaseDefaults.SystemName);
    }

    private async Task AddStoreAsync(List<SystemWarningModel> warnings, Store store, bool active)
    {
        var settings = await connections.GetSettingsAsync(store.Id);
        if (!connections.CanDecrypt(settings.TerminalPassword))
            await AddAsync(warnings, SystemWarningLevel.Fail, "Unreadable", Encode(store.Name), ConfigureLink());
        else if (GlaseConnectionProvider.IsComplete(settings))
            await AddHealthAsync(warnings, store);
        else if (active)
            await AddAsync(warnings, SystemWarningLevel.Warning, "Incomplete", Encode(store.Name), ConfigureLink());

        if (!connections.CanDecrypt(settings.ShopPassword))
            await AddAsync(warnings, SystemWarningLevel.Fail, "UnreadableShop", Encode(store.Name), ConfigureLink());
        else if (GlaseConnectionProvider.HasReportCredentials(settings)
            && _health.ForReports(await connections.GetAsync(store.Id)).CredentialsRefused is { } code)
            await AddRefusalAsync(warnings, SystemWarningLevel.Warning, "ReportCredentials", store, code);
        if (!active)
            return;

        await AddAddressAsync(warnings, store);
    }

    // That notifications do not arrive is said only where they are missing; that they may not, only where none has shown that they do.
    private async Task AddAddressAsync(List<SystemWarningModel> warnings, Store store)
    {
        var address = new StoreAddress(store.Url);
        if (await notifications.AreMissingAsync(store.Id))
            await AddAsync(warnings, SystemWarningLevel.Warning, "NotificationsMissing", Encode(store.Name), Encode(store.Url));
        else if (address.IsLocal && !await notifications.HasArrivedLatelyAsync(store.Id))
            await AddAsync(warnings, SystemWarningLevel.Recommendation, "Local", Encode(store.Name), Encode(address.Host));
        if (address.IsInsecure && !address.IsLocal)
            await AddAsync(warnings, SystemWarningLevel.Recommendation, "Insecure", Encode(store.Name), Encode(store.Url));
    }

    private async Task AddHealthAsync(List<SystemWarningModel> warnings, Store store)
    {
        var health = _health.ForPayments(await connections.GetAsync(store.Id));
        if (health.CredentialsRefused is { } code)
            await AddRefusalAsync(warnings, SystemWarningLevel.Fail, "Credentials", store, code);
        if (health.CircuitOpenedOnUtc is { } since)
            await AddAsync(warnings, SystemWarningLevel.Fail, "NoResponse", Encode(store.Name), await TimeAsync(since));
    }

    private Task AddRefusalAsync(List<SystemWarningModel> warnings, SystemWarningLevel level, string name, Store store, GlaseResultCode code)
    {
        var info = GlaseResultCodes.Describe(code);
        return AddAsync(warnings, level, name, Encode(store.Name), Encode(info.Meaning), Encode(info.Advice), ConfigureLink());
    }

    private async Task<string> TimeAsync(DateTime utc)
    {
        var time = await dateTimeHelper.ConvertToUserTimeAsync(utc, DateTimeKind.Utc);
        return Encode(time.ToString(CultureInfo.CurrentCulture));
    }

    private async Task<string> OrderLinksAsync(IPagedList<GlasePayment> payments)
    {
        var orders = await orderService.GetOrdersByIdsAsync([.. payments.Select(payment => payment.OrderId).OfType<int>()]);
        var links = orders.Select(order => Link(
            $"Admin/Order/Edit/{order.Id.ToString(CultureInfo.InvariantCulture)}", Encode($"#{order.CustomOrderNumber}")));
        return string.Join(", ", links) + (payments.TotalCount > MaxLinks ? ", …" : "");
    }

    private async Task AddAsync(List<SystemWarningModel> warnings, SystemWarningLevel level, string name, params object[] values)
    {
        var text = string.Format(CultureInfo.CurrentCulture,
            await localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Warning.{name}"), values);
        if (level != SystemWarningLevel.Pass)
        {
            var help = Encode(await localizationService.GetResourceAsync("Plugins.Payments.Glase.Warning.Help"));
            text += $" {Link($"{GlaseDefaults.HelpPage}#warnings", help)}";
        }

        warnings.Add(new SystemWarningModel { Level = level, Text = text, DontEncode = true });
    }

    private string Links(IEnumerable<int> paymentIds, int total)
    {
        var links = paymentIds.Select(id => Link(
            $"{GlaseDefaults.PaymentPage}/{id.ToString(CultureInfo.InvariantCulture)}", $"#{id}"));
        return string.Join(", ", links) + (total > MaxLinks ? ", …" : "");
    }

    private string ConfigureLink()
    {
        return Link(GlaseDefaults.ConfigurePage, "Glase");
    }

    private string Link(string page, string text)
    {
        return $"<a href=\"{Encode(webHelper.GetStoreLocation())}{page}\">{text}</a>";
    }

    private static string Encode(string text)
    {
        return WebUtility.HtmlEncode(text);
    }
}
