using System.Diagnostics;
using System.Diagnostics.Metrics;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Measures the steps of the scheduled task.
/// </summary>
public class RecoveryMetrics(IMeterFactory meterFactory)
{
    private const string Step = "glase.recovery.step";
    private const string Outcome = "glase.outcome";

    private readonly Histogram<double> _duration = meterFactory.Create(GlaseDiagnostics.Name)
        .CreateHistogram("glase.recovery.step.duration", "s", "How long a step of the scheduled task took",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = GlaseDiagnostics.SecondsBuckets });

    /// <returns>The activity of a step; null when nobody listens</returns>
    public static Activity Start(IRecoveryStep step)
    {
        return GlaseDiagnostics.Activities.StartActivity("recovery step")?.SetTag(Step, step.Name);
    }

    /// <param name="step">The step</param>
    /// <param name="elapsed">How long it took</param>
    /// <param name="isCompleted">False when it failed</param>
    /// <param name="isOutOfTime">Whether its time budget was over, so that it goes on the next time</param>
    /// <param name="activity">As of <see cref="Start"/></param>
    public void Record(IRecoveryStep step, TimeSpan elapsed, bool isCompleted, bool isOutOfTime, Activity activity)
    {
        if (!_duration.Enabled && activity is null)
            return;

        var outcome = (isCompleted, isOutOfTime) switch
        {
            (false, _) => "failed",
            (true, true) => "out of time",
            (true, false) => "completed"
        };
        _duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object>(Step, step.Name),
            new KeyValuePair<string, object>(Outcome, outcome));
        activity?.SetTag(Outcome, outcome).SetStatus(isCompleted ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
    }
}
