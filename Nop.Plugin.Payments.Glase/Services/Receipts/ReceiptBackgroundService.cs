using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// Sends receipts in the background, so that no shopper waits and no failure reaches an order.
/// </summary>
public class ReceiptBackgroundService(IServiceScopeFactory scopeFactory, SafeLog log) : BackgroundService, IReceiptQueue
{
    private const int MaxConcurrency = 2;
    private const int QueueCapacity = 1000;

    private readonly Channel<GlasePayment> _payments = Channel.CreateBounded<GlasePayment>(QueueCapacity);

    /// <inheritdoc />
    public void Add(GlasePayment payment)
    {
        _payments.Writer.TryWrite(payment);
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        return Parallel.ForEachAsync(_payments.Reader.ReadAllAsync(stoppingToken),
            new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = stoppingToken },
            async (payment, cancellationToken) => await TrySendAsync(payment, cancellationToken));
    }

    private async Task TrySendAsync(GlasePayment payment, CancellationToken stoppingToken)
    {
        try
        {
            await scopeFactory.RunAsync((ReceiptSubmitter submitter) => submitter.SubmitClaimedAsync(payment, stoppingToken));
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // It is still recorded as due: the scheduled task tries again.
            log.ToHost(LogLevel.Warning, string.Create(CultureInfo.InvariantCulture,
                $"The receipt of Glase payment #{payment.Id} could not be sent; it is retried."), exception);
        }
    }
}
