using System.Collections.Concurrent;
using System.Diagnostics;
using Sandbox.Data;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// A day of a shop, node by node and round by round: in each, shoppers come, the scheduled task runs beside them, and then some minutes
/// pass. Glase fails now and then, nodes are killed, and the database is away for some seconds, where that is asked for.
/// </summary>
internal sealed class DayOfTrade
{
    private const int Hours = 24;
    private const int MaxRounds = 480;
    private const int ShoppersOfRound = 400;
    private const int ShoppersOfBatch = 50;
    private const int FirstRunsOfEvening = 12;
    private const int LastRunsOfEvening = 80;
    private const double TaskOnEachNode = 0.1;
    private static readonly TimeSpan _betweenRounds = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan _longerThanAnyWindow = TimeSpan.FromMinutes(30);

    private readonly IReadOnlyList<IDayNode> _nodes;
    private readonly IGlaseControl _glase;
    private readonly ShopDatabase _database;
    private readonly DayFailures _failures;
    private readonly Random _visits;
    private readonly Dictionary<string, int> _troubles = [];

    public DayOfTrade(IReadOnlyList<IDayNode> nodes, IGlaseControl glase, ShopDatabase database, DayFailures failures, int seed)
    {
        _nodes = nodes;
        _glase = glase;
        _database = database;
        _failures = failures;
        _visits = new Random(seed);
    }

    /// <summary>
    /// How often what went wrong for shoppers, in words.
    /// </summary>
    public IReadOnlyDictionary<string, int> Troubles => _troubles;

    /// <summary>
    /// How often the scheduled task ran after the last shopper.
    /// </summary>
    public int RunsOfEvening { get; private set; }

    /// <param name="shoppers">How many come</param>
    /// <param name="afterAnHour">Told how many have come, after each hour of the day</param>
    public async Task PlayAsync(int shoppers, Func<int, Task> afterAnHour)
    {
        var rounds = Math.Clamp(shoppers / ShoppersOfRound, Hours, MaxRounds);
        var come = 0;
        for (var round = 1; round <= rounds; round++)
        {
            var until = (int)((long)shoppers * round / rounds);
            await ServeAsync(round, [.. Enumerable.Range(come, until - come).Select(_ => Visit.Next(_visits))]);
            come = until;
            await PassAsync(_betweenRounds);
            if (round * Hours / rounds > (round - 1) * Hours / rounds)
                await afterAnHour(come);
        }

        await FinishAsync();
    }

    private async Task ServeAsync(int round, Visit[] visits)
    {
        var isTaskOnEachNode = _visits.NextDouble() < TaskOnEachNode;
        var batches = new ConcurrentQueue<Visit[]>(visits.Chunk(ShoppersOfBatch));
        var databaseFailure = _failures.FailDatabaseAsync(visits.Length);
        await Task.WhenAll(_nodes.Select(async (node, number) =>
        {
            if (isTaskOnEachNode || round % _nodes.Count == number)
                await node.RunTaskAsync(_failures.NextKillOf(Math.Min(visits.Length, ShoppersOfBatch)));
            while (batches.TryDequeue(out var batch))
                await ServeAsync(node, batch);
        }));
        await databaseFailure;
    }

    private async Task ServeAsync(IDayNode node, Visit[] batch)
    {
        var watch = Stopwatch.StartNew();
        var kill = _failures.NextKillOf(batch.Length);
        var troubles = await node.ServeAsync(batch, kill);
        if (kill is null)
            _failures.RecordTime(watch.Elapsed);
        lock (_troubles)
        {
            foreach (var (trouble, count) in troubles)
                _troubles[trouble] = _troubles.GetValueOrDefault(trouble) + count;
        }
    }

    /// <summary>Nobody comes any more, nothing fails any more, and what was left is finished.</summary>
    private async Task FinishAsync()
    {
        await _glase.EndFaultsAsync();
        while (RunsOfEvening < FirstRunsOfEvening
            || RunsOfEvening < LastRunsOfEvening && (await Ledger.UnfinishedAsync(_database)).Count > 0)
        {
            await PassAsync(_longerThanAnyWindow);
            await _nodes[RunsOfEvening % _nodes.Count].RunTaskAsync(killedAfter: null);
            RunsOfEvening++;
        }
    }

    private async Task PassAsync(TimeSpan time)
    {
        foreach (var node in _nodes)
            await node.PassAsync(time);
        await _glase.PassAsync(time);
    }
}
