using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Measures calls to Glase. Costs next to nothing while nobody listens.
/// </summary>
internal sealed class GlaseClientMetrics
{
    private const string Operation = "glase.operation";
    private const string Outcome = "glase.outcome";

    private readonly ActivitySource _activities;
    private readonly Histogram<double> _duration;
    private readonly Counter<int> _requests;

    public GlaseClientMetrics(Meter meter, ActivitySource activities)
    {
        _activities = activities;
        _duration = meter.CreateHistogram("glase.client.call.duration", "s", "From a call to its outcome, waiting between attempts included",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = GlaseDiagnostics.SecondsBuckets });
        _requests = meter.CreateCounter<int>("glase.client.requests", "{request}", "Requests sent to Glase: a call that is repeated sends several");
    }

    /// <returns>The activity of a call; null when nobody listens</returns>
    public Activity Start(GlaseOperation operation)
    {
        return _activities.StartActivity(operation.WireName(), ActivityKind.Client);
    }

    /// <param name="operation">What was called</param>
    /// <param name="attempts">Number of requests made</param>
    /// <param name="elapsed">From the call to its outcome</param>
    /// <param name="failure">Null when Glase answered SUCCESS</param>
    /// <param name="activity">As of <see cref="Start"/></param>
    public void Record(GlaseOperation operation, int attempts, TimeSpan elapsed, GlaseApiException failure, Activity activity)
    {
        if (!_duration.Enabled && !_requests.Enabled && activity is null)
            return;

        var tag = new KeyValuePair<string, object>(Operation, operation.WireName());
        var outcome = Describe(failure);
        _requests.Add(attempts, tag);
        _duration.Record(elapsed.TotalSeconds, tag, new KeyValuePair<string, object>(Outcome, outcome));
        activity?.SetTag(Operation, tag.Value).SetTag(Outcome, outcome).SetTag("glase.requests", attempts);
        if (failure is not null)
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
    }

    private static string Describe(GlaseApiException failure)
    {
        return failure switch
        {
            null => GlaseResultCodes.Describe(GlaseResultCode.Success).Name,
            { ResultCode: { } code } => GlaseResultCodes.Describe(code).Name,
            _ => failure.Kind.ToString()
        };
    }
}
