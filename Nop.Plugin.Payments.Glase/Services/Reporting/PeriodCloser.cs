using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Closes transaction periods, never one twice: each is recorded before Glase is called and is not retried automatically.
/// </summary>
public class PeriodCloser(GlaseConnectionProvider connections, DistributedLock locks, PeriodStore periodStore,
    IGlaseClient client, ILogger logger, LogDeduplicator logDeduplicator, TimeProvider timeProvider)
{
    /// <summary>
    /// How long after a period another one may be closed: sooner, somebody pressed the button twice.
    /// </summary>
    public static readonly TimeSpan MinPeriod = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long after Glase refused to close a day's period it is tried again: a wrong password is not tried all day long.
    /// </summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromHours(1);

    /// <summary>
    /// Closes the current period of an account.
    /// </summary>
    /// <param name="account">The account</param>
    /// <param name="markedBy">The admin's email address</param>
    /// <returns>The period; null when one was closed just before, by a double click or by somebody else</returns>
    /// <exception cref="TimeoutException">Somebody else is closing it</exception>
    public Task<GlasePeriod> CloseAsync(ReportingAccount account, string markedBy)
    {
        return CloseAsync(account, markedBy, day: null);
    }

    /// <summary>
    /// Closes the current period of an account for a day, once a day.
    /// </summary>
    /// <param name="account">The account</param>
    /// <param name="day">The day, in the time zone of the store</param>
    /// <returns>
    /// The period; null when one was closed, or may have been, for that day before, when one was closed just now, and when Glase
    /// refused to less than <see cref="RetryInterval"/> ago
    /// </returns>
    /// <exception cref="TimeoutException">Somebody else is closing it</exception>
    public Task<GlasePeriod> CloseForDayAsync(ReportingAccount account, DateOnly day)
    {
        return CloseAsync(account, markedBy: null, day);
    }

    private Task<GlasePeriod> CloseAsync(ReportingAccount account, string markedBy, DateOnly? day)
    {
        var storeId = account.Store.Id;
        var name = string.Create(CultureInfo.InvariantCulture, $"period-{storeId}");
        return locks.RunAsync(name, async () =>
        {
            // The number is read first: a period that is closed after this has taken it.
            var number = await periodStore.GetLastNumberAsync(storeId) + 1;
            if (!MayFollow(await periodStore.GetLastAsync(account), isDaily: day is not null)
                || day is { } one && await periodStore.IsClosedForDayAsync(account, one.ToDateTime(TimeOnly.MinValue)))
                return null;

            var connection = await connections.GetAsync(storeId, account.Settings);
            var period = GlasePeriod.Request(storeId, number, connection.TerminalId,
                (await periodStore.GetLastMarkedAsync(account))?.MarkedOnUtc, markedBy, day, timeProvider.GetUtcNow().UtcDateTime);
            if (!await periodStore.TryRecordAsync(period))
                return null;

            var failure = await SendAsync(connection, period);
            await periodStore.UpdateAsync(period);
            await periodStore.DeleteRefusedBeforeAsync(period);
            await LogAsync(period, failure);
            return period;
        });
    }

    // Null when it was closed.
    private async Task<Exception> SendAsync(GlaseConnection connection, GlasePeriod period)
    {
        try
        {
            var id = await client.MarkTransactionPeriodAsync(connection, period.TerminalId);
            period.RecordMarked(id, timeProvider.GetUtcNow().UtcDateTime);
            return null;
        }
        catch (Exception exception)
        {
            // Only Glase's own word, or that nothing was sent, says for sure that the period goes on.
            period.RecordFailure(isRefused: exception is GlaseApiException { OutcomeUnknown: false }, exception.Message);
            return exception;
        }
    }

    // After what Glase said was stored, which a log that fails must not prevent.
    private async Task LogAsync(GlasePeriod period, Exception failure)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"period of store {period.StoreId}");
        var isRefused = period.Status == GlasePeriodStatus.Refused;
        var what = isRefused ? "was not closed" : "may have been closed or not, because Glase's answer was lost";
        if (failure is null)
            logDeduplicator.Reset(subject);
        else if (!isRefused || logDeduplicator.TryRecord(subject, failure))
            await logger.LogErrorAsync($"Glase: the {subject} {what}. {failure.Message}", failure);
    }

    private bool MayFollow(GlasePeriod last, bool isDaily)
    {
        if (last is null)
            return true;

        var rest = last.Status == GlasePeriodStatus.Refused ? isDaily ? RetryInterval : TimeSpan.Zero : MinPeriod;
        return last.MarkedOnUtc + rest <= timeProvider.GetUtcNow().UtcDateTime;
    }
}
