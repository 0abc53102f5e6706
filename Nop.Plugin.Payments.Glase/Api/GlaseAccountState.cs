using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// The circuit breaker of one <see cref="GlaseAccount"/> and the pipelines of its operations.
/// </summary>
internal sealed class GlaseAccountState
{
    private static readonly GlaseOperation[] _operations = Enum.GetValues<GlaseOperation>();

    private readonly ResiliencePipeline[] _pipelines;
    private readonly ResiliencePipeline _renewalSending;
    private readonly TimeProvider _timeProvider;
    private long _openedOnUtcTicks;
    private int _credentialsRefused;

    public GlaseAccountState(GlaseClientOptions options, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        var breaker = BuildBreaker(options);
        _pipelines = Array.ConvertAll(_operations, operation => BuildPipeline(operation, options.For(operation), options, breaker));
        _renewalSending = BuildPipeline(GlaseOperation.SendInvoice, options.SendInvoiceForRenewal, options, breaker);
    }

    public ResiliencePipeline Pipeline(GlaseOperation operation, bool isRenewal = false)
    {
        return isRenewal && operation == GlaseOperation.SendInvoice ? _renewalSending : _pipelines[(int)operation];
    }

    /// <summary>
    /// Records an answer: any code but those about credentials says that these work.
    /// </summary>
    public void Answered(GlaseResultCode code)
    {
        Volatile.Write(ref _credentialsRefused, GlaseResultCodes.IsAboutCredentials(code) ? (int)code : 0);
    }

    public GlaseHealth Health()
    {
        var openedOn = Volatile.Read(ref _openedOnUtcTicks);
        var refused = Volatile.Read(ref _credentialsRefused);
        return new(openedOn != 0,
            openedOn == 0 ? null : new DateTime(openedOn, DateTimeKind.Utc),
            refused == 0 ? null : (GlaseResultCode)refused);
    }

    private ResiliencePipeline BuildBreaker(GlaseClientOptions options)
    {
        return new ResiliencePipelineBuilder { TimeProvider = _timeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = options.BreakerFailureRatio,
                MinimumThroughput = options.BreakerMinimumRequests,
                SamplingDuration = options.BreakerWindow,
                BreakDuration = options.BreakDuration,
                ShouldHandle = new PredicateBuilder().Handle<GlaseApiException>(failure => failure.IsServerFailure),
                OnOpened = _ =>
                {
                    // Not the failed tries of an open circuit, each of which opens it again.
                    Interlocked.CompareExchange(ref _openedOnUtcTicks, _timeProvider.GetUtcNow().UtcTicks, 0);
                    return default;
                },
                OnClosed = _ =>
                {
                    Volatile.Write(ref _openedOnUtcTicks, 0);
                    return default;
                }
            })
            .Build();
    }

    private ResiliencePipeline BuildPipeline(GlaseOperation operation, GlaseCallPolicy policy, GlaseClientOptions options,
        ResiliencePipeline breaker)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _timeProvider };
        if (policy.Retries > 0 && operation.IsIdempotent())
            builder
                .AddTimeout(policy.TotalTimeout)
                .AddRetry(new RetryStrategyOptions
                {
                    MaxRetryAttempts = policy.Retries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = options.RetryDelay,
                    MaxDelay = options.MaxRetryDelay,
                    ShouldHandle = new PredicateBuilder().Handle<GlaseApiException>(failure => failure.IsTransient)
                });

        return builder.AddPipeline(breaker).AddTimeout(policy.AttemptTimeout).Build();
    }
}
