using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Caching;
using Polly;
using Polly.CircuitBreaker;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Calls the shop's Redis so that whatever becomes of it keeps nobody waiting: a call takes half a second at the most, and while Redis
/// fails it is tried every two seconds only.
/// </summary>
/// <remarks>
/// The connection is nopCommerce's, which makes a new one, and waits for it, at the first call after it was lost.
/// </remarks>
public class RedisAccess
{
    private static readonly TimeSpan _callTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _breakDuration = TimeSpan.FromSeconds(2);

    private readonly IRedisConnectionWrapper _connection;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>
    /// Initializes a new instance of the <see cref="RedisAccess"/> class.
    /// </summary>
    public RedisAccess(IRedisConnectionWrapper connection, FailureLog failureLog, TimeProvider timeProvider)
    {
        _connection = connection;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 3,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = _breakDuration,
                ShouldHandle = new PredicateBuilder().Handle<Exception>(),
                // A single call may be slow, such as the first one of a process, which connects.
                OnOpened = opened =>
                {
                    // The log may be slow as well.
                    _ = failureLog.WarningAsync(nameof(RedisAccess), "Glase: the shop's Redis does not answer; each node polls for itself, and " +
                        "what other nodes record is read from the database each second.", opened.Outcome.Exception);
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    failureLog.Reset(nameof(RedisAccess));
                    return ValueTask.CompletedTask;
                }
            })
            .AddTimeout(_callTimeout)
            .Build();
    }

    /// <summary>
    /// Calls Redis. It never throws; that Redis goes on failing is logged once.
    /// </summary>
    /// <param name="call">What is called; it may go on after the time is over</param>
    /// <param name="otherwise">What is returned when it fails</param>
    public async Task<T> TryAsync<T>(Func<IRedisConnectionWrapper, Task<T>> call, T otherwise)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                async token => await Task.Run(() => call(_connection), token).WaitAsync(token), CancellationToken.None);
        }
        catch (Exception)
        {
            // When it goes on, the circuit opens, which is logged.
            return otherwise;
        }
    }
}
