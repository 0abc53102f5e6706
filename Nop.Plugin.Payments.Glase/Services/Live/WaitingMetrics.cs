using System.Diagnostics.Metrics;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Tells how many payments are watched on this node, and how many browsers wait with an open event stream.
/// </summary>
public class WaitingMetrics
{
    private int _streams;

    /// <summary>
    /// Initializes a new instance of the <see cref="WaitingMetrics"/> class.
    /// </summary>
    public WaitingMetrics(IMeterFactory meterFactory, PaymentWatchRegistry watches)
    {
        var meter = meterFactory.Create(GlaseDiagnostics.Name);
        meter.CreateObservableUpDownCounter("glase.payments.watched", () => watches.Count, "{payment}",
            "Payments whose status is asked for because somebody waits");
        meter.CreateObservableUpDownCounter("glase.event_streams", () => Volatile.Read(ref _streams), "{stream}",
            "Browsers that wait with an open event stream");
    }

    /// <summary>
    /// Counts an event stream that was opened.
    /// </summary>
    public void StreamOpened()
    {
        Interlocked.Increment(ref _streams);
    }

    /// <summary>
    /// Counts an event stream that was closed.
    /// </summary>
    public void StreamClosed()
    {
        Interlocked.Decrement(ref _streams);
    }
}
