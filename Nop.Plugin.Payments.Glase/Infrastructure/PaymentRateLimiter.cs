using System.Threading.RateLimiting;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Rate limits for a payment's public URLs, per payment.
/// </summary>
/// <remarks>
/// Tokens fall into a fixed number of shares, so that made-up ones cost no memory. Spellings that a database takes for one token
/// fall into one: most databases do not tell letters of other case apart.
/// </remarks>
public sealed class PaymentRateLimiter : IDisposable
{
    /// <summary>
    /// How many requests may come at once: fewer than a shop has connections to its database.
    /// </summary>
    public const int BurstLimit = 60;

    /// <summary>
    /// How many requests may come each second in the long run: a shopper's page makes one, a dozen of tabs a dozen.
    /// </summary>
    public const int RequestsPerSecond = 20;

    /// <summary>
    /// How many event streams may be open.
    /// </summary>
    public const int MaxStreams = 30;

    private const int Shares = 1 << 14;

    private readonly PartitionedRateLimiter<string> _requests = PartitionedRateLimiter.Create<string, int>(token =>
        RateLimitPartition.GetTokenBucketLimiter(Share(token), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = BurstLimit,
            TokensPerPeriod = RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1)
        }));

    private readonly PartitionedRateLimiter<string> _streams = PartitionedRateLimiter.Create<string, int>(token =>
        RateLimitPartition.GetConcurrencyLimiter(Share(token), _ => new ConcurrencyLimiterOptions { PermitLimit = MaxStreams }));

    /// <summary>
    /// Gets whether one more request of a payment may be served now.
    /// </summary>
    public bool TryAcquire(string token)
    {
        using var lease = _requests.AttemptAcquire(token);
        return lease.IsAcquired;
    }

    /// <summary>
    /// Gets leave for one more event stream, which counts until it is disposed.
    /// </summary>
    public RateLimitLease OpenStream(string token)
    {
        return _streams.AttemptAcquire(token);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _requests.Dispose();
        _streams.Dispose();
    }

    private static int Share(string token)
    {
        return (token ?? "").GetHashCode(StringComparison.OrdinalIgnoreCase) & (Shares - 1);
    }
}
