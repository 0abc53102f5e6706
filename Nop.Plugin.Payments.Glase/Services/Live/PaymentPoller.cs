using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Polls Glase for a payment, and accesses the database only when the status has changed.
/// </summary>
/// <remarks>
/// Glase reverses a payment when nobody asks about it for 20 seconds, so that it is asked whatever becomes of the database: with
/// the connection that was known last, and without waiting for long until an answer is recorded. What could not be recorded is
/// answered again, and recorded then.
/// </remarks>
public class PaymentPoller(IGlaseClient client, LogDeduplicator logDeduplicator, IServiceScopeFactory scopeFactory, SafeLog log,
    TimeProvider timeProvider) : IPaymentPoller
{
    private static readonly TimeSpan _connectionCacheTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _connectionRetryInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _shopFailureTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _databaseTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _expiryCheckInterval = TimeSpan.FromSeconds(10);
    // An invoice that was just issued may not be known to all of Glase's servers yet.
    private static readonly TimeSpan _notFoundGracePeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _reloadInterval = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<int, (StoreConnection Connection, long Until)> _connections = [];
    private readonly ConcurrentDictionary<int, Lazy<Task<StoreConnection>>> _reads = [];
    private readonly ConcurrentDictionary<int, Lazy<Task<GlasePayment>>> _records = [];
    private readonly ConcurrentDictionary<int, long> _notFoundSince = [];
    private readonly PerPaymentThrottle _expiryChecks = new PerPaymentThrottle(_expiryCheckInterval, timeProvider);
    private readonly PerPaymentThrottle _reloads = new PerPaymentThrottle(_reloadInterval, timeProvider);
    private readonly TimeProvider _timeProvider = timeProvider;
    private long _shopFailsUntil = long.MinValue;

    /// <inheritdoc />
    public bool IsShopFailing => _timeProvider.GetTimestamp() < Volatile.Read(ref _shopFailsUntil);

    /// <inheritdoc />
    public Task<GlasePayment> TryPollAsync(GlasePayment payment, CancellationToken cancellationToken)
    {
        return TryAsync(payment, () => PollAsync(payment, cancellationToken));
    }

    /// <inheritdoc />
    public Task<GlasePayment> TryReadAsync(GlasePayment payment)
    {
        return TryAsync(payment, () => ShouldReload(payment)
            ? OnceAsync(_records, payment.Id, () => ReadAsync(payment))
            : Task.FromResult(payment));
    }

    private async Task<GlasePayment> TryAsync(GlasePayment payment, Func<Task<GlasePayment>> action)
    {
        try
        {
            return await action();
        }
        catch (GlaseApiException)
        {
            return null;
        }
        catch (TimeoutException)
        {
            // It is still being recorded, or somebody else is working on the payment. Glase is asked on.
            return null;
        }
        catch (Exception exception)
        {
            // The log may be as slow as whatever is failing.
            if (logDeduplicator.TryRecord($"status {payment.Id}", exception))
                _ = log.ErrorAsync($"{PaymentLabels.For(payment)}: its status could not be recorded; polling continues, and the " +
                    $"status is recorded once the database is available. {exception.Message}", exception);
            return null;
        }
    }

    private async Task<GlasePayment> PollAsync(GlasePayment payment, CancellationToken cancellationToken)
    {
        if (payment.InvoiceReference is null)
            return await OnceAsync(_records, payment.Id, () => ReadAsync(payment));

        var known = await GetConnectionAsync(payment.StoreId);
        var connection = payment.OrderId is null ? known.WithoutOrder : known.Any;
        PaymentStatusResponse answer;
        try
        {
            answer = await client.GetPaymentStatusAsync(connection, payment.InvoiceReference, payment.InvoiceVersion, cancellationToken);
        }
        catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvalidInvoiceReference && payment.IsOpen)
        {
            var since = _notFoundSince.GetOrAdd(payment.Id, static (_, time) => time.GetTimestamp(), _timeProvider);
            if (_timeProvider.GetElapsedTime(since) < _notFoundGracePeriod || !_expiryChecks.TryAcquire(payment.Id))
                throw;
            return await OnceAsync(_records, payment.Id, () => CloseNotFoundAsync(payment));
        }

        _notFoundSince.TryRemove(payment.Id, out _);
        var change = PaymentStatusRecorder.IsChange(payment, answer) ? answer : null;
        var mustReload = change is null && ShouldReload(payment);
        // While the payer is in the middle of it, Glase refuses to cancel: it is not asked to each second.
        var mustCancel = IsExpired(payment) && _expiryChecks.TryAcquire(payment.Id);
        return change is not null || mustReload || mustCancel
            ? await OnceAsync(_records, payment.Id, () => RecordAsync(payment, change, mustReload, mustCancel))
            : payment;
    }

    private async Task<GlasePayment> CloseNotFoundAsync(GlasePayment payment)
    {
        var closed = await scopeFactory.RunAsync((InvoiceCanceller canceller) =>
            canceller.CancelAsync(payment, GlasePaymentStatus.NotFound, CancellationToken.None));
        _notFoundSince.TryRemove(payment.Id, out _);
        return closed;
    }

    private async Task<GlasePayment> RecordAsync(GlasePayment payment, PaymentStatusResponse change, bool mustReload, bool mustCancel)
    {
        if (change is not null)
            payment = await scopeFactory.RunAsync((PaymentStatusRecorder recorder) => recorder.RecordAsync(payment, change));
        else if (mustReload)
            payment = await ReadAsync(payment);
        return mustCancel && IsExpired(payment)
            ? await scopeFactory.RunAsync((InvoiceCanceller canceller) =>
                canceller.CancelAsync(payment, GlasePaymentStatus.Expired, CancellationToken.None))
            : payment;
    }

    private bool IsExpired(GlasePayment payment)
    {
        return payment.IsOpen && payment.ExpiresOnUtc <= _timeProvider.GetUtcNow().UtcDateTime;
    }

    // Another node may have made the invoice ask for something else. That is stored a moment after Glase has done it, so that
    // an answer of Glase may come first.
    private bool ShouldReload(GlasePayment payment)
    {
        return payment.IsAmountOutdated || _reloads.TryAcquire(payment.Id);
    }

    // The same object as long as a page would show the same.
    private async Task<GlasePayment> ReadAsync(GlasePayment payment)
    {
        var row = await scopeFactory.RunAsync((PaymentStore store) => store.GetByIdAsync(payment.Id));
        return PaymentSnapshot.ShowsSame(payment, row) ? payment : row;
    }

    private async Task<StoreConnection> GetConnectionAsync(int storeId)
    {
        var isKnown = _connections.TryGetValue(storeId, out var known);
        if (isKnown && _timeProvider.GetTimestamp() < known.Until)
            return known.Connection;

        try
        {
            var connection = await OnceAsync(_reads, storeId,
                () => scopeFactory.RunAsync(async (GlaseConnectionProvider connections) =>
                {
                    var read = await connections.GetAsync(storeId);
                    return new StoreConnection(read, connections.WithoutOrder(read));
                }));
            Remember(storeId, connection, _connectionCacheTime);
            return connection;
        }
        catch (Exception exception) when (isKnown)
        {
            Remember(storeId, known.Connection, _connectionRetryInterval);
            Volatile.Write(ref _shopFailsUntil, After(_shopFailureTime));
            if (exception is not TimeoutException && logDeduplicator.TryRecord($"connection {storeId}", exception))
                _ = log.WarningAsync($"Glase: the settings of store {storeId} could not be read; the last known settings are used. " +
                    exception.Message, exception);
            return known.Connection;
        }
    }

    private void Remember(int storeId, StoreConnection connection, TimeSpan time)
    {
        _connections[storeId] = (connection, After(time));
    }

    private long After(TimeSpan time) => _timeProvider.GetTimestamp() + (long)(time.TotalSeconds * _timeProvider.TimestampFrequency);

    // At most one at a time for each key, and nobody waits for it for long: it goes on.
    private async Task<TResult> OnceAsync<TResult>(ConcurrentDictionary<int, Lazy<Task<TResult>>> running, int key,
        Func<Task<TResult>> work)
    {
        return await running.GetOrAdd(key, _ => new Lazy<Task<TResult>>(RunAsync)).Value.WaitAsync(_databaseTimeout, _timeProvider);

        async Task<TResult> RunAsync()
        {
            // Resolving the shop's services may block a thread while its cache does not answer: not the caller's.
            await Task.Yield();
            try
            {
                return await work();
            }
            finally
            {
                running.TryRemove(key, out var _);
            }
        }
    }

    // For any payment, and for one that has no order, which the log of calls does not look for then.
    private sealed record StoreConnection(GlaseConnection Any, GlaseConnection WithoutOrder);
}
