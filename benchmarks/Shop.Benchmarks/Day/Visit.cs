namespace Shop.Benchmarks.Day;

/// <summary>
/// What one shopper will do.
/// </summary>
/// <param name="Fate">From 0 to 1: which of the things that shoppers do</param>
/// <param name="Spoiled">In which way a call to Glase fails meanwhile; null for none</param>
internal sealed record Visit(double Fate, int? Spoiled)
{
    private const double SpoiledShare = 0.02;
    private const int Ways = 1000;

    public static Visit Next(Random random) => new(random.NextDouble(), random.NextDouble() < SpoiledShare ? random.Next(Ways) : null);
}
