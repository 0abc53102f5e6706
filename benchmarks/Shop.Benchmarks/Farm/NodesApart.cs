using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Shop.Benchmarks.Farm;

/// <summary>
/// A node that knows nothing of the others: it polls for itself, tells nobody, and reads what is stored every 15 seconds.
/// </summary>
internal sealed class NodesApart : IPollerElection, IPaymentChangePublisher
{
    public static void Configure(IServiceCollection services)
    {
        services.RemoveAll<IWatchUpkeep>();
        services.Replace(ServiceDescriptor.Singleton<IPollerElection, NodesApart>());
        services.Replace(ServiceDescriptor.Singleton<IPaymentChangePublisher, NodesApart>());
    }

    /// <summary>Saves a payment as a changed cart does.</summary>
    /// <returns>When it was asked to (<see cref="Stopwatch"/>'s time, the same in all processes)</returns>
    public static async Task<long> MarkAmountOutdatedAsync(IServiceProvider services, string token)
    {
        var payment = await services.GetRequiredService<PaymentStore>().GetByTokenAsync(token);
        var started = Stopwatch.GetTimestamp();
        await services.GetRequiredService<LockedPayments>().UpdateAsync(payment.Id, row => row.MarkAmountOutdated());
        return started;
    }

    public Task<bool> TryAcquireAsync(int paymentId) => Task.FromResult(true);

    public Task ReleaseAsync(int paymentId) => Task.CompletedTask;

    public void Publish(GlasePayment payment)
    {
        // Nobody is told.
    }
}
