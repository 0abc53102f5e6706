using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Settling;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Asks Glase, and hardly touches the database as long as there is no news.
/// </summary>
/// <remarks>
/// Glase reverses a payment when nobody asks about it for 20 seconds, so that it is asked whatever becomes of the database: with
/// the connection that was known last, and without waiting for long until an answer is recorded. What could not be recorded is
/// answered again, and recorded then.
/// </remarks>
public class PaymentProbe : IPaymentProbe
{
    private static readonly TimeSpan ConnectionAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectionRetryInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RowInterval = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<int, (GlaseConnection Connection, long Until)> _connections = [];
    private readonly ConcurrentDictionary<int, Lazy<Task<GlaseConnection>>> _reads = [];
    private readonly ConcurrentDictionary<int, Lazy<Task<GlaseInvoice>>> _records = [];
    private readonly Paces _ends;
    private readonly Paces _rows;
    private readonly IGlaseClient _client;
    private readonly KnownTroubles _troubles;
    private readonly IServiceScopeFactory _scopeFactory;
    private readonly SafeLog _log;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the probe.
    /// </summary>
    public PaymentProbe(IGlaseClient client, KnownTroubles troubles, IServiceScopeFactory scopeFactory, SafeLog log,
        TimeProvider timeProvider)
    {
        _client = client;
        _ends = new Paces(EndInterval, timeProvider);
        _rows = new Paces(RowInterval, timeProvider);
        _troubles = troubles;
        _scopeFactory = scopeFactory;
        _log = log;
        _timeProvider = timeProvider;
    }

    /// <inheritdoc />
    public async Task<GlaseInvoice> TryAskAsync(GlaseInvoice invoice, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(invoice, cancellationToken);
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
            // The log may be as slow as whatever is in trouble.
            if (_troubles.IsNews($"status {invoice.Id}", exception))
                _ = _log.ErrorAsync($"{PaymentNames.Of(invoice)}: its status could not be recorded; Glase is asked on, and what it " +
                    $"says is recorded when that can be done. {exception.Message}", exception);
            return null;
        }
    }

    private async Task<GlaseInvoice> AskAsync(GlaseInvoice invoice, CancellationToken cancellationToken)
    {
        if (invoice.InvoiceReference is null)
            return await OnceAsync(_records, invoice.Id, () => ReadAsync(invoice));

        var connection = await GetConnectionAsync(invoice.StoreId);
        var answer = await _client.GetPaymentStatusAsync(connection, invoice.InvoiceReference, invoice.Version,
            cancellationToken);
        var news = PaymentStatusService.IsNews(invoice, answer) ? answer : null;
        var isToBeRead = news is null && IsToBeRead(invoice);
        // While the payer is in the middle of it, Glase refuses to cancel: it is not asked to each second.
        var isToBeEnded = IsOverdue(invoice) && _ends.IsTimeFor(invoice.Id);
        return news is not null || isToBeRead || isToBeEnded
            ? await OnceAsync(_records, invoice.Id, () => RecordAsync(invoice, news, isToBeRead, isToBeEnded))
            : invoice;
    }

    private async Task<GlaseInvoice> RecordAsync(GlaseInvoice invoice, PaymentStatusResponse news, bool isToBeRead, bool isToBeEnded)
    {
        if (news is not null)
            invoice = await InScopeAsync<PaymentStatusService, GlaseInvoice>(service => service.RecordAsync(invoice, news));
        else if (isToBeRead)
            invoice = await ReadAsync(invoice);
        return isToBeEnded && IsOverdue(invoice)
            ? await InScopeAsync<InvoiceCanceller, GlaseInvoice>(canceller =>
                canceller.CancelAsync(invoice, GlaseInvoiceStatus.Expired, CancellationToken.None))
            : invoice;
    }

    private bool IsOverdue(GlaseInvoice invoice)
    {
        return invoice.IsOpen && invoice.ExpiresOnUtc <= _timeProvider.GetUtcNow().UtcDateTime;
    }

    // Another node may have made the invoice ask for something else. That is stored a moment after Glase has done it, so that
    // news of Glase may come first.
    private bool IsToBeRead(GlaseInvoice invoice)
    {
        return invoice.FitsNothing || _rows.IsTimeFor(invoice.Id);
    }

    // The very same object as long as whoever looks would see the same.
    private async Task<GlaseInvoice> ReadAsync(GlaseInvoice invoice)
    {
        var row = await InScopeAsync<GlaseInvoiceService, GlaseInvoice>(service => service.GetByIdAsync(invoice.Id));
        var isSame = row.Status == invoice.Status && row.Amount == invoice.Amount && row.CartHash == invoice.CartHash
            && row.ExpiresOnUtc == invoice.ExpiresOnUtc && row.InvoiceReference == invoice.InvoiceReference
            && row.Version == invoice.Version && row.CustomerId == invoice.CustomerId;
        return isSame ? invoice : row;
    }

    private async Task<GlaseConnection> GetConnectionAsync(int storeId)
    {
        var isKnown = _connections.TryGetValue(storeId, out var known);
        if (isKnown && _timeProvider.GetTimestamp() < known.Until)
            return known.Connection;

        try
        {
            var connection = await OnceAsync(_reads, storeId,
                () => InScopeAsync<GlaseConnections, GlaseConnection>(service => service.GetAsync(storeId)));
            Remember(storeId, connection, ConnectionAge);
            return connection;
        }
        catch (Exception exception) when (isKnown)
        {
            Remember(storeId, known.Connection, ConnectionRetryInterval);
            if (exception is not TimeoutException && _troubles.IsNews($"connection {storeId}", exception))
                _ = _log.WarningAsync($"Glase: the settings of store {storeId} could not be read; those that were read last are used. " +
                    exception.Message, exception);
            return known.Connection;
        }
    }

    private void Remember(int storeId, GlaseConnection connection, TimeSpan time)
    {
        _connections[storeId] = (connection, _timeProvider.GetTimestamp() + (long)(time.TotalSeconds * _timeProvider.TimestampFrequency));
    }

    // At most one at a time for each key, and nobody waits for it for long: it goes on.
    private async Task<TResult> OnceAsync<TResult>(ConcurrentDictionary<int, Lazy<Task<TResult>>> running, int key,
        Func<Task<TResult>> work)
    {
        return await running.GetOrAdd(key, _ => new Lazy<Task<TResult>>(RunAsync)).Value.WaitAsync(DatabasePatience, _timeProvider);

        async Task<TResult> RunAsync()
        {
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

    private async Task<TResult> InScopeAsync<TService, TResult>(Func<TService, Task<TResult>> action)
    {
        await using var scope = _scopeFactory.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
