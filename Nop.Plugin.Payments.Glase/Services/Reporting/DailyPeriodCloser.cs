using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Helpers;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Closes a transaction period once a day at the configured hour, in the shop's time zone.
/// </summary>
public class DailyPeriodCloser(BackgroundWork work, IDateTimeHelper dateTimeHelper, ILogger logger,
    ReportingAccountProvider accounts, TimeProvider timeProvider, PeriodCloser periods)
{
    /// <summary>
    /// Closes what is due, account by account: one that fails keeps no other waiting.
    /// </summary>
    public async Task CloseAsync()
    {
        foreach (var account in await accounts.GetAllAsync())
        {
            // Without the shop's credentials there is nothing to ask Glase with; the page of warnings says so.
            if (!account.Settings.ClosePeriodDaily || !account.IsComplete)
                continue;

            var now = timeProvider.GetUtcNow().UtcDateTime;
            var local = TimeZoneInfo.ConvertTimeFromUtc(now, dateTimeHelper.DefaultStoreTimeZone);
            if (local.Hour >= account.Settings.ClosePeriodHour)
                await work.TryAsync($"closing the daily period of store {account.Store.Name}",
                    () => CloseAsync(account, DateOnly.FromDateTime(local)));
        }
    }

    private async Task CloseAsync(ReportingAccount account, DateOnly day)
    {
        try
        {
            await periods.CloseForDayAsync(account, day);
        }
        catch (TimeoutException exception)
        {
            // Somebody is closing it right now; the next run sees what came of it.
            await logger.LogWarningAsync($"Glase: the daily period of store {account.Store.Name} could not be closed yet. {exception.Message}", exception);
        }
    }
}
