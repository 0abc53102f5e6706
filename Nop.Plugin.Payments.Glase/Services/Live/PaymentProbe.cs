using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Asks Glase without touching the database as long as there is no news.
/// </summary>
public class PaymentProbe : IPaymentProbe
{
    private static readonly TimeSpan ConnectionAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<int, (GlaseConnection Connection, long Since)> _connections = [];
    private readonly ConcurrentDictionary<int, long> _endTried = [];
    private readonly KnownTroubles _troubles;
    private readonly IServiceScopeFactory _scopeFactory;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the probe.
    /// </summary>
    public PaymentProbe(KnownTroubles troubles, IServiceScopeFactory scopeFactory, TimeProvider timeProvider)
    {
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
            return await InScopeAsync<GlaseInvoiceService, GlaseInvoice>(service => service.GetByIdAsync(invoice.Id));

        var connection = await GetConnectionAsync(invoice.StoreId);
        var answer = await InScopeAsync<IGlaseClient, PaymentStatusResponse>(client =>
            client.GetPaymentStatusAsync(connection, invoice.InvoiceReference, invoice.Version, cancellationToken));
        if (PaymentStatusService.IsNews(invoice, answer))
            invoice = await InScopeAsync<PaymentStatusService, GlaseInvoice>(service => service.RecordAsync(invoice.Id, answer));

        return IsToBeEnded(invoice)
            ? await InScopeAsync<InvoiceCanceller, GlaseInvoice>(canceller =>
                canceller.CancelAsync(invoice, GlaseInvoiceStatus.Expired, cancellationToken))
            : invoice;
    }

    // While the payer is in the middle of it, Glase refuses to cancel: it is not asked to each second.
    private bool IsToBeEnded(GlaseInvoice invoice)
    {
        if (!invoice.IsOpen || invoice.ExpiresOnUtc > _timeProvider.GetUtcNow().UtcDateTime)
            return false;

        foreach (var (id, since) in _endTried)
        {
            if (_timeProvider.GetElapsedTime(since) >= EndInterval)
                _endTried.TryRemove(id, out _);
        }

        return _endTried.TryAdd(invoice.Id, _timeProvider.GetTimestamp());
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
