using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// Sends receipts in the background, so that no shopper waits and no failure reaches an order.
/// </summary>
public class ReceiptBackgroundService(IServiceScopeFactory scopeFactory, SafeLog log) : BackgroundService, IReceiptQueue
{
    private const int MaxConcurrency = 2;
    private const int QueueCapacity = 1000;

    private readonly Channel<int> _paymentIds = Channel.CreateBounded<int>(QueueCapacity);

    /// <inheritdoc />
    public void Add(int paymentId)
    {
        _paymentIds.Writer.TryWrite(paymentId);
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        return Parallel.ForEachAsync(_paymentIds.Reader.ReadAllAsync(stoppingToken),
            new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = stoppingToken },
            async (paymentId, cancellationToken) => await TrySendAsync(paymentId, cancellationToken));
    }

    private async Task TrySendAsync(int paymentId, CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopeFactory.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ReceiptSubmitter>().SubmitAsync(paymentId, stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // It is still recorded as due: the scheduled task tries again.
            log.ToHost(LogLevel.Warning, string.Create(CultureInfo.InvariantCulture,
                $"The receipt of Glase payment #{paymentId} could not be sent; it is retried."), exception);
        }
    }
}
