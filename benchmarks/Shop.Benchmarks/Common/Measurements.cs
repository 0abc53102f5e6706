using System.Globalization;

namespace Shop.Benchmarks.Common;

/// <summary>
/// Many measurements of the same thing.
/// </summary>
internal sealed class Measurements
{
    private readonly List<double> _sorted;

    public Measurements(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
    }

    public int Count => _sorted.Count;

    public double Median => At(0.5);

    /// <summary>The value that a share of the measurements does not exceed.</summary>
    public double At(double share)
    {
        return _sorted.Count == 0 ? double.NaN : _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Count) - 1, 0, _sorted.Count - 1)];
    }

    public string InMilliseconds()
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"p50 {At(0.5):0.0} ms, p95 {At(0.95):0.0} ms, p99 {At(0.99):0.0} ms, longest {At(1):0.0} ms ({Count})");
    }
}
