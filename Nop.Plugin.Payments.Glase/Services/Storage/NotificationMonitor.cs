using System.Globalization;
using Nop.Core.Domain.Stores;
using Nop.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Records that notifications of Glase arrive at a store, and finds out whether they do not.
/// </summary>
/// <remarks>
/// Kept in the database, so that it does not matter which node a notification came to, or when the shop was started. A notification counts
/// also when a poll was faster. Nothing else is decided by it: whoever knows a payment's address can forge one.
/// </remarks>
public class NotificationMonitor(IGenericAttributeService genericAttributeService, PaymentStore paymentStore, TimeProvider timeProvider)
{
    private const int MinPayments = 3;
    private static readonly TimeSpan _recordInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _period = TimeSpan.FromDays(7);

    // Glase sends it within seconds; what was recorded of the last one may be as old as the interval besides.
    private static readonly TimeSpan _margin = TimeSpan.FromMinutes(2);

    // Payments that a shop finds when it comes back after an outage, in which it could not be notified, are recorded within minutes.
    private static readonly TimeSpan _minSpread = TimeSpan.FromHours(1);

    /// <summary>
    /// Records that a notification of one of a store's payments arrived; at most once a minute.
    /// </summary>
    public async Task RecordAsync(int storeId)
    {
        var now = UtcNow();
        if (await GetLastAsync(storeId) is { } last && now - last < _recordInterval)
            return;

        await genericAttributeService.SaveAttributeAsync(new Store { Id = storeId }, GlaseDefaults.LastNotificationAttribute,
            now.ToString("O", CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Gets whether a notification arrived within the last seven days.
    /// </summary>
    public async Task<bool> HasArrivedLatelyAsync(int storeId)
    {
        return await GetLastAsync(storeId) is { } last && UtcNow() - last < _period;
    }

    /// <summary>
    /// Gets whether notifications do not arrive: at least three payments were paid since the last one within the last seven days, spread over
    /// an hour or more.
    /// </summary>
    public async Task<bool> AreMissingAsync(int storeId)
    {
        var before = UtcNow() - _margin;
        var after = UtcNow() - _period;
        if (await GetLastAsync(storeId) is { } last && last + _margin > after)
            after = last + _margin;
        if (after >= before || await paymentStore.GetPaidAsync(storeId, after, before, MinPayments, newestFirst: false) is not { Count: MinPayments } first)
            return false;

        var newest = await paymentStore.GetPaidAsync(storeId, after, before, 1, newestFirst: true);
        return newest.Count > 0 && newest[0].PaidOnUtc - first[0].PaidOnUtc >= _minSpread;
    }

    /// <summary>
    /// Deletes what was recorded of all stores.
    /// </summary>
    public Task DeleteAsync()
    {
        return genericAttributeService.DeleteAttributesAsync<Store>(GlaseDefaults.LastNotificationAttribute);
    }

    private async Task<DateTime?> GetLastAsync(int storeId)
    {
        var text = await genericAttributeService.GetAttributeAsync<Store, string>(storeId, GlaseDefaults.LastNotificationAttribute);
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var last) ? last : null;
    }

    private DateTime UtcNow() => timeProvider.GetUtcNow().UtcDateTime;
}
