using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Asks Glase, and hardly touches the database as long as there is no news.
/// </summary>
public class PaymentProbe : IPaymentProbe
{
    private static readonly TimeSpan ConnectionAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RowInterval = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<int, (GlaseConnection Connection, long Since)> _connections = [];
    private readonly Paces _ends;
    private readonly Paces _reads;
    private readonly IGlaseClient _client;
    private readonly KnownTroubles _troubles;
    private readonly IServiceScopeFactory _scopeFactory;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the probe.
    /// </summary>
    public PaymentProbe(IGlaseClient client, KnownTroubles troubles, IServiceScopeFactory scopeFactory, TimeProvider timeProvider)
    {
        _client = client;
        _ends = new Paces(EndInterval, timeProvider);
        _reads = new Paces(RowInterval, timeProvider);
        _troubles = troubles;
        _scopeFactory = scopeFactory;
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
        catch (Exception exception)
        {
            if (_troubles.IsNews($"status {invoice.Id}", exception))
                await LogAsync(invoice, exception);
            return null;
        }
    }

    private async Task<GlaseInvoice> AskAsync(GlaseInvoice invoice, CancellationToken cancellationToken)
    {
        if (invoice.InvoiceReference is null)
            return await ReadAsync(invoice);

        var connection = await GetConnectionAsync(invoice.StoreId);
        var answer = await _client.GetPaymentStatusAsync(connection, invoice.InvoiceReference, invoice.Version,
            cancellationToken);
        if (PaymentStatusService.IsNews(invoice, answer))
            invoice = await InScopeAsync<PaymentStatusService, GlaseInvoice>(service => service.RecordAsync(invoice, answer));
        else if (IsToBeRead(invoice))
            invoice = await ReadAsync(invoice);

        return IsToBeEnded(invoice)
            ? await InScopeAsync<InvoiceCanceller, GlaseInvoice>(canceller =>
                canceller.CancelAsync(invoice, GlaseInvoiceStatus.Expired, cancellationToken))
            : invoice;
    }

    // While the payer is in the middle of it, Glase refuses to cancel: it is not asked to each second.
    private bool IsToBeEnded(GlaseInvoice invoice)
    {
        return invoice.IsOpen && invoice.ExpiresOnUtc <= _timeProvider.GetUtcNow().UtcDateTime
            && _ends.IsTimeFor(invoice.Id);
    }

    // Another node may have made the invoice ask for something else. That is stored a moment after Glase has done it, so that
    // news of Glase may come first.
    private bool IsToBeRead(GlaseInvoice invoice)
    {
        return invoice.FitsNothing || _reads.IsTimeFor(invoice.Id);
    }

    // The very same object as long as whoever looks would see the same.
    private async Task<GlaseInvoice> ReadAsync(GlaseInvoice invoice)
    {
        var row = await InScopeAsync<GlaseInvoiceService, GlaseInvoice>(service => service.GetByIdAsync(invoice.Id));
        var isSame = row.Status == invoice.Status && row.Amount == invoice.Amount && row.CartHash == invoice.CartHash
            && row.ExpiresOnUtc == invoice.ExpiresOnUtc && row.InvoiceReference == invoice.InvoiceReference
            && row.Version == invoice.Version;
        return isSame ? invoice : row;
    }

    private async Task<GlaseConnection> GetConnectionAsync(int storeId)
    {
        if (_connections.TryGetValue(storeId, out var known) && _timeProvider.GetElapsedTime(known.Since) < ConnectionAge)
            return known.Connection;

        var connection = await InScopeAsync<GlaseConnections, GlaseConnection>(service => service.GetAsync(storeId));
        _connections[storeId] = (connection, _timeProvider.GetTimestamp());
        return connection;
    }

    private Task<bool> LogAsync(GlaseInvoice invoice, Exception exception)
    {
        return InScopeAsync<ILogger, bool>(async logger =>
        {
            await logger.ErrorAsync($"{PaymentNames.Of(invoice)}: its status could not be recorded. " +
                exception.Message, exception);
            return true;
        });
    }

    private async Task<TResult> InScopeAsync<TService, TResult>(Func<TService, Task<TResult>> action)
    {
        await using var scope = _scopeFactory.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
