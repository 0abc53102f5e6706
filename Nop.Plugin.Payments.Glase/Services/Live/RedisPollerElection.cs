using System.Collections.Concurrent;
using System.Globalization;
using Nop.Services.Caching;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Elects pollers by keys of the shop's Redis that expire unless their node extends them, which it does with each poll.
/// </summary>
public class RedisPollerElection(RedisAccess redis) : IPollerElection
{
    private readonly string _node = Guid.NewGuid().ToString("N");

    // Those whose key may be this node's.
    private readonly ConcurrentDictionary<int, bool> _held = [];

    /// <inheritdoc />
    public Task<bool> TryAcquireAsync(int paymentId)
    {
        return redis.TryAsync(connection => AcquireAsync(connection, paymentId), otherwise: true);
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(int paymentId)
    {
        // A key that cannot be deleted expires.
        if (_held.TryRemove(paymentId, out _))
            await redis.TryAsync(async connection =>
                await (await connection.GetDatabaseAsync()).LockReleaseAsync(Key(connection, paymentId), _node), otherwise: false);
    }

    private async Task<bool> AcquireAsync(IRedisConnectionWrapper connection, int paymentId)
    {
        var database = await connection.GetDatabaseAsync();
        var key = Key(connection, paymentId);
        if (_held.ContainsKey(paymentId) && await database.LockExtendAsync(key, _node, GlaseDefaults.PollerLeaseDuration))
            return true;

        // An answer that is lost may have been "yes".
        _held[paymentId] = true;
        if (await database.LockTakeAsync(key, _node, GlaseDefaults.PollerLeaseDuration))
            return true;
        _held.TryRemove(paymentId, out _);
        return false;
    }

    private static string Key(IRedisConnectionWrapper connection, int paymentId)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{connection.Instance}glase:poller:{paymentId}");
    }
}
