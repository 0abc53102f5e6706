using System.Diagnostics;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// What dotnet-counters, OpenTelemetry and other listeners subscribe to.
/// </summary>
public static class GlaseDiagnostics
{
    /// <summary>
    /// The name of the plugin's meter and of its activity source.
    /// </summary>
    public const string Name = "Nop.Plugin.Payments.Glase";

    /// <summary>
    /// The upper bounds, in seconds, of the histograms' buckets: a call takes from some milliseconds to its timeout.
    /// </summary>
    internal static readonly double[] SecondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

    internal static readonly ActivitySource Activities = new(Name);
}
