using Shop.Benchmarks.Servers;

namespace Shop.Benchmarks.Day;

/// <summary>
/// When nodes and the database fail: as often as asked for, at random moments.
/// </summary>
/// <param name="crashesPerThousand">How often a node is killed, for each 1,000 shoppers</param>
/// <param name="databaseFailuresPerThousand">How often the database server is killed, for each 1,000 shoppers</param>
/// <param name="server">The database server; null where it is not to be killed</param>
/// <param name="seed">Gives the same choices again</param>
internal sealed class DayFailures(double crashesPerThousand, double databaseFailuresPerThousand, DatabaseServer server, int seed)
{
    private const double Smoothing = 0.1;
    private const double LongestAwaySeconds = 6;

    private readonly Lock _lock = new();
    private readonly Random _kills = new(seed);
    private readonly Random _outages = new(seed);
    private double _secondsOfBatch = 1;

    /// <summary>
    /// Nothing fails but Glase.
    /// </summary>
    public static DayFailures None => new(0, 0, null, 0);

    /// <summary>
    /// How often a node was killed.
    /// </summary>
    public int Crashes { get; private set; }

    /// <summary>
    /// How often the database server was killed.
    /// </summary>
    public int DatabaseFailures { get; private set; }

    /// <summary>
    /// Chooses when a node is killed that is about to serve shoppers, or to run the task in the time of as many; null for not at all.
    /// </summary>
    public TimeSpan? NextKillOf(int shoppers)
    {
        lock (_lock)
        {
            if (_kills.NextDouble() >= crashesPerThousand * shoppers / 1000)
                return null;

            Crashes++;
            return TimeSpan.FromSeconds(_kills.NextDouble() * _secondsOfBatch);
        }
    }

    /// <summary>
    /// Records how long a batch of shoppers took, so that kills happen within that time.
    /// </summary>
    public void RecordTime(TimeSpan time)
    {
        lock (_lock)
            _secondsOfBatch += Smoothing * (time.TotalSeconds - _secondsOfBatch);
    }

    /// <summary>
    /// Kills the database server, or not, while shoppers are served, and starts it again after some seconds.
    /// </summary>
    public async Task FailDatabaseAsync(int shoppers)
    {
        if (server is null || _outages.NextDouble() >= databaseFailuresPerThousand * shoppers / 1000)
            return;

        DatabaseFailures++;
        await Task.Delay(TimeSpan.FromSeconds(_outages.NextDouble() * _secondsOfBatch));
        server.Kill();
        await Task.Delay(TimeSpan.FromSeconds(_outages.NextDouble() * LongestAwaySeconds));
        await Task.Run(server.Start);
    }
}
