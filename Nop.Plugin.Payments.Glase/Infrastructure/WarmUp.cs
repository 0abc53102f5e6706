using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Does once, beside a shop that has just started, what is slow the first time, so that the first shopper does not wait for it:
/// compiles the views, and takes the payment step of a sample cart.
/// </summary>
/// <remarks>
/// It begins when the shop answers requests, does one thing after the other, and calls nobody. What fails here is logged and fails again
/// where it matters, on the page that needs it.
/// </remarks>
public sealed class WarmUp(IHostApplicationLifetime lifetime, IServiceScopeFactory scopeFactory, SafeLog log,
    TimeProvider timeProvider) : BackgroundService
{
    private const string Anything = "warm-up";
    private const int SettingsReads = 3;

    // Those that shoppers see, the payment step's first. Those of the admin compile when they are opened.
    private static readonly string[] _parts =
    [
        "PaymentInfo", "_Assets", "_Payment", "_Facts", "_Code", "_QrCode", "_OtherMethods", "_OpenStep", "_Help", "_Reference", "PaidCart",
        "Charge", "PaymentReference"
    ];

    private static readonly string[] _pages = ["Pay", "Return", "Completed", "LinkEnded"];

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
        foreach (var name in _parts)
            await TryAsync($"the view {name}", services => CompileAsync(services, name, isPage: false), stoppingToken);
        await TryAsync("the payment step", UseServicesAsync, stoppingToken);
        foreach (var name in _pages)
            await TryAsync($"the view {name}", services => CompileAsync(services, name, isPage: true), stoppingToken);
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

    private static async Task UseServicesAsync(IServiceProvider services)
    {
        services.GetRequiredService<CartPaymentService>();
        services.GetRequiredService<PaymentStepModelFactory>();
        await services.GetRequiredService<PaymentStore>().GetByTokenAsync(Anything);
        // The runtime compiles how a property is set when it is set for the second time.
        for (var time = 0; time < SettingsReads; time++)
            await services.GetRequiredService<GlaseConnectionProvider>().GetAsync(storeId: 0);

        using var checkout = new SampleCheckout(services);
        await ActivatorUtilities.CreateInstance<ViewWarmUp>(services).RenderAsync(_parts[0], await checkout.PrepareAsync());
    }

    private static Task CompileAsync(IServiceProvider services, string name, bool isPage)
    {
        ActivatorUtilities.CreateInstance<ViewWarmUp>(services).Compile(name, isPage);
        return Task.CompletedTask;
    }
}
