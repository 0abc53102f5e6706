using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Caching;
using StackExchange.Redis;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Tells other nodes through the shop's Redis that a payment was saved, and shows what they tell.
/// </summary>
/// <remarks>
/// A message says which payment to read again and nothing else, so that a wrong one does no harm. It may be lost: what was missed is found
/// by <see cref="DatabasePaymentChangeFeed"/>, every five seconds, and each second while there is no subscription.
/// </remarks>
public class RedisPaymentChangeFeed(DatabasePaymentChangeFeed database, PaymentWatchRegistry watches, RedisAccess redis,
    TimeProvider timeProvider) : IPaymentChangePublisher, IWatchUpkeep
{
    private static readonly TimeSpan _checkInterval = TimeSpan.FromSeconds(5);

    private readonly string _node = Guid.NewGuid().ToString("N");
    private IConnectionMultiplexer _subscribedWith;
    private long? _lastCheck;

    /// <inheritdoc />
    public void Publish(GlasePayment payment)
    {
        database.Publish(payment);
        var message = string.Create(CultureInfo.InvariantCulture, $"{payment.Id}:{payment.ChangeNumber}:{_node}");
        _ = redis.TryAsync(async connection =>
        {
            var channel = await ChannelAsync(connection);
            return await (await connection.GetSubscriberAsync()).PublishAsync(channel, message);
        }, otherwise: 0);
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (watches.Count == 0)
            return;

        var isSubscribed = await redis.TryAsync(SubscribeAsync, otherwise: false);
        if (isSubscribed && _lastCheck is { } last && timeProvider.GetElapsedTime(last) < _checkInterval)
            return;

        _lastCheck = isSubscribed ? timeProvider.GetTimestamp() : null;
        await database.RunAsync(cancellationToken);
    }

    // nopCommerce disposes a connection that it finds lost, and subscriptions with it.
    private async Task<bool> SubscribeAsync(IRedisConnectionWrapper connection)
    {
        var channel = await ChannelAsync(connection);
        var subscriber = await connection.GetSubscriberAsync();
        if (!ReferenceEquals(subscriber.Multiplexer, _subscribedWith))
        {
            await subscriber.SubscribeAsync(channel, (_, message) => Receive(message));
            _subscribedWith = subscriber.Multiplexer;
            _lastCheck = null;
        }

        return subscriber.IsConnected(channel);
    }

    private void Receive(string message)
    {
        var parts = message?.Split(':');
        if (parts is [var id, var change, var node] && node != _node
            && int.TryParse(id, CultureInfo.InvariantCulture, out var paymentId)
            && int.TryParse(change, CultureInfo.InvariantCulture, out var changeNumber))
            database.Show(paymentId, changeNumber);
    }

    // Databases of one Redis share their channels.
    private static async Task<RedisChannel> ChannelAsync(IRedisConnectionWrapper connection)
    {
        var number = (await connection.GetDatabaseAsync()).Database;
        return RedisChannel.Literal(string.Create(CultureInfo.InvariantCulture, $"{connection.Instance}glase:payments@{number}"));
    }
}
