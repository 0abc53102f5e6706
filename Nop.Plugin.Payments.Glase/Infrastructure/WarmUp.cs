using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Does once, beside a shop that has just started, what is slow the first time, so that the first shopper does not wait for it: takes the
/// payment step of a sample cart.
/// </summary>
/// <remarks>
/// It begins when the shop answers requests, does one thing after the other, and calls nobody. What fails here is logged and fails again
/// where it matters, on the page that needs it.
/// </remarks>
public sealed class WarmUp(IHostApplicationLifetime lifetime, IServiceScopeFactory scopeFactory, SafeLog log,
    TimeProvider timeProvider) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        await Task.Run(() => RunAsync(stoppingToken), stoppingToken);
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        var started = timeProvider.GetTimestamp();
        await TryAsync("the calls to Glase", ExerciseClientAsync, stoppingToken);
        await TryAsync("the payment step", TakeStepAsync, stoppingToken);
        await TryAsync("storing a payment", services => PaymentInsertCompiler.CompileAsync(services.GetRequiredService<IRepository<GlasePayment>>()),
            stoppingToken);
        await TryAsync("the settings", ReadSettingsAsync, stoppingToken);
        log.ToHost(LogLevel.Information, string.Create(CultureInfo.InvariantCulture,
            $"Glase warm-up completed after {timeProvider.GetElapsedTime(started).TotalMilliseconds:0} ms."));
    }

    private async Task TryAsync(string what, Func<IServiceProvider, Task> prepare, CancellationToken stoppingToken)
    {
        stoppingToken.ThrowIfCancellationRequested();
        try
        {
            await using var scope = scopeFactory.CreateAsyncScope();
            await prepare(scope.ServiceProvider);
        }
        catch (Exception exception)
        {
            log.ToHost(LogLevel.Warning, $"Glase: {what} could not be warmed up; the first request takes longer.", exception);
        }
    }

    // The runtime compiles how a property is set when it is set for the second time, and forgets it when it collects all of its memory.
    private static async Task ReadSettingsAsync(IServiceProvider services)
    {
        var connections = services.GetRequiredService<GlaseConnectionProvider>();
        await connections.GetAsync(storeId: 0);
        foreach (var store in await services.GetRequiredService<IStoreService>().GetAllStoresAsync())
            await connections.GetAsync(store.Id);
    }

    private static async Task ExerciseClientAsync(IServiceProvider services)
    {
        using var client = ActivatorUtilities.CreateInstance<GlaseClientWarmUp>(services);
        await client.RunAsync();
        // What a call goes through, which is made now and not called.
        services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(nameof(GlaseTransport));
        if (services.GetRequiredService<ShopProxy>().EnsureRead() is { } reading)
            await reading;
    }

    private static async Task TakeStepAsync(IServiceProvider services)
    {
        services.GetRequiredService<CartPaymentService>();
        services.GetRequiredService<PaymentStepModelFactory>();
        using var checkout = new SampleCheckout(services);
        await checkout.RenderAsync();
    }
}
