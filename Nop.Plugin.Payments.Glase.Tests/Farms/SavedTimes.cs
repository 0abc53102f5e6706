using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// Records when a node saved which payment: from then on others can be told.
/// </summary>
internal sealed class SavedTimes
{
    private readonly ConcurrentQueue<(string Token, GlasePaymentStatus Status, long At)> _saved = [];

    public void AddTo(IServiceCollection services)
    {
        var hasRedis = services.Any(service => service.ServiceType == typeof(RedisPaymentChangeFeed));
        services.Replace(ServiceDescriptor.Singleton<IPaymentChangePublisher>(provider => new RecordedPublisher(
            hasRedis ? provider.GetRequiredService<RedisPaymentChangeFeed>() : provider.GetRequiredService<DatabasePaymentChangeFeed>(), _saved)));
    }

    /// <summary>
    /// Gets when a payment was first saved, as a <see cref="Stopwatch"/> timestamp.
    /// </summary>
    /// <param name="token">The payment</param>
    /// <param name="since">Earlier times are left out</param>
    /// <param name="status">With this status; null for any</param>
    public long First(string token, long since = 0, GlasePaymentStatus? status = null)
    {
        return _saved.First(saved => saved.Token == token && saved.At >= since && (status ?? saved.Status) == saved.Status).At;
    }

    private sealed class RecordedPublisher(IPaymentChangePublisher publisher,
        ConcurrentQueue<(string Token, GlasePaymentStatus Status, long At)> saved) : IPaymentChangePublisher
    {
        public void Publish(GlasePayment payment)
        {
            saved.Enqueue((payment.Token, payment.Status, Stopwatch.GetTimestamp()));
            publisher.Publish(payment);
        }
    }
}
