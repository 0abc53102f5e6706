using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Shop.Benchmarks.CheckoutStep;

/// <summary>
/// Listens to which methods the runtime compiles when they are called for the first time.
/// </summary>
internal sealed class CompiledMethods : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords JustInTime = (EventKeywords)0x10;
    private const int TierShift = 7;
    private const int TierMask = 7;
    private const int Recompiled = 4;

    private readonly ConcurrentQueue<(DateTime Time, string Name)> _methods = new();

    /// <summary>
    /// Gets the methods that were compiled within a time (UTC), as "type::method", in order.
    /// </summary>
    public IReadOnlyList<string> Between(DateTime from, DateTime to)
    {
        return [.. _methods.Where(method => method.Time >= from && method.Time <= to).Select(method => method.Name)];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
            EnableEvents(eventSource, EventLevel.Verbose, JustInTime);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) != true)
            return;

        var flags = Convert.ToUInt32(Field(eventData, "MethodFlags"), null);
        // What is compiled once more, with more care, is compiled beside the requests.
        if (((flags >> TierShift) & TierMask) < Recompiled)
            _methods.Enqueue((eventData.TimeStamp, $"{Field(eventData, "MethodNamespace")}::{Field(eventData, "MethodName")}"));
    }

    private static object Field(EventWrittenEventArgs eventData, string name) => eventData.Payload[eventData.PayloadNames.IndexOf(name)];
}
