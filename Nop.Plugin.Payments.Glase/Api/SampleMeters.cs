using System.Diagnostics.Metrics;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Makes one meter that nobody listens to: what is measured by it has not happened.
/// </summary>
internal sealed class SampleMeters : IMeterFactory
{
    private readonly Meter _meter = new(nameof(SampleMeters));

    /// <inheritdoc />
    public Meter Create(MeterOptions options) => _meter;

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}
