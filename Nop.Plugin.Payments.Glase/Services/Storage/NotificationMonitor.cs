using System.Globalization;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Records that notifications of Glase arrive at a store, and finds out whether they do not.
/// </summary>
/// <remarks>
/// Each node remembers when one came to it, and saves that once a minute, so that it does not matter which node a notification came to, or when
/// the shop was started. A notification counts also when a poll was faster. Nothing else is decided by it: anyone who knows a payment's address
/// can forge one.
/// </remarks>
public class NotificationMonitor(IGenericAttributeService genericAttributeService, NotificationArrivals arrivals, PaymentStore paymentStore,
    TimeProvider timeProvider)
{
    private const int MinPayments = 3;
    private static readonly TimeSpan _period = TimeSpan.FromDays(7);

    // Glase sends it within seconds; another node may have received it and not saved that yet.
    private static readonly TimeSpan _margin = TimeSpan.FromMinutes(2);

    // Payments that a shop finds when it comes back after an outage, in which it could not be notified, are recorded within minutes.
    private static readonly TimeSpan _minSpread = TimeSpan.FromHours(1);

    /// <summary>
    /// Records, in memory, that a notification arrived. It counts only when Glase confirms the payment and one of it can still be due, so that
    /// knowing an address is not enough to make the shop write again and again.
    /// </summary>
    /// <param name="payment">The payment that it names, as Glase was polled after it</param>
    public void Record(GlasePayment payment)
    {
        var now = UtcNow();
        if ((payment.PaidOnUtc ?? payment.ReservedOnUtc) is { } confirmed && now - confirmed < _margin)
            arrivals.Record(payment.StoreId, now);
    }

    /// <summary>
    /// Saves that a notification arrived, unless a later one is saved.
    /// </summary>
    /// <param name="storeId">The store</param>
    /// <param name="arrivedOnUtc">When it arrived (UTC)</param>
    public async Task SaveAsync(int storeId, DateTime arrivedOnUtc)
    {
        if (await GetSavedAsync(storeId) is { } saved && saved >= arrivedOnUtc)
            return;

        await genericAttributeService.SaveAttributeAsync(new Store { Id = storeId }, GlaseDefaults.LastNotificationAttribute,
            arrivedOnUtc.ToString("O", CultureInfo.InvariantCulture));
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
        arrivals.Clear();
        return genericAttributeService.DeleteAttributesAsync<Store>(GlaseDefaults.LastNotificationAttribute);
    }

    private async Task<DateTime?> GetLastAsync(int storeId)
    {
        var saved = await GetSavedAsync(storeId);
        return arrivals.GetLast(storeId) is { } last && !(saved > last) ? last : saved;
    }

    private async Task<DateTime?> GetSavedAsync(int storeId)
    {
        var text = await genericAttributeService.GetAttributeAsync<Store, string>(storeId, GlaseDefaults.LastNotificationAttribute);
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var last) ? last : null;
    }

    private DateTime UtcNow() => timeProvider.GetUtcNow().UtcDateTime;
}
