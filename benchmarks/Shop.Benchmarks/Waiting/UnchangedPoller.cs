using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;

namespace Shop.Benchmarks.Waiting;

/// <summary>
/// Asks nobody and answers that nothing has changed, so that the memory that waiting browsers take is measured without that of connections to Glase,
/// of which there are as many as the machine is slow.
/// </summary>
internal sealed class UnchangedPoller : IPaymentPoller
{
    public bool IsShopFailing => false;

    public static void Configure(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IPaymentPoller, UnchangedPoller>());
    }

    public Task<GlasePayment> TryPollAsync(GlasePayment payment, CancellationToken cancellationToken) => Task.FromResult(payment);

    public Task<GlasePayment> TryReadAsync(GlasePayment payment) => Task.FromResult(payment);
}
