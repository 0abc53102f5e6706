using System.Diagnostics;
using System.Globalization;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// A day at a big shop, compressed, with failures of Glase, of the shop's processes and of its database: nothing is lost, nothing is done
/// twice, and the shop's memory does not grow.
/// </summary>
internal static class DayBenchmark
{
    private const int Shown = 20;

    /// <summary>Ends the program with 1 when the records of shop and Glase do not agree.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var options = DayOptions.Parse(arguments);
        Console.WriteLine(options);
        var (simulator, glase) = await LocalGlaseControl.OpenAsync(notifies: false);
        await using var _ = simulator;
        using var places = await DayPlaces.OpenAsync(options, glase.ServiceUri);
        var (day, failures, watch) = await PlayAsync(options, places, glase);
        var books = await glase.BooksAsync();
        var ledger = await Ledger.CompareAsync(places.Database, books);
        var unfinished = await Ledger.UnfinishedAsync(places.Database);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {options.Shoppers} shoppers in {watch:hh\:mm\:ss}, {options.Shoppers / watch.TotalSeconds:0} a second, {books.Count} payments; {day.RunsOfEvening} runs of the task after the last
            {failures.Crashes} crashes of a node, {failures.DatabaseFailures} of the database
            {ledger.Paid} payments paid an order, {ledger.Refunded} were refunded in full, {ledger.ForPersons.Values.Sum()} wait for a person, {unfinished.Count} are unfinished
            lost: {ledger.Lost.Count}; doubled: {ledger.Doubled.Count}; orders paid without money: {ledger.OrdersWithoutMoney.Count}
            """));
        Show("for a person", ledger.ForPersons.Select(reason => $"{reason.Value} times: {reason.Key}"));
        Show("during the day", day.Troubles.OrderByDescending(trouble => trouble.Value).Select(trouble => $"{trouble.Value} times: {trouble.Key}"));
        Show("unfinished", unfinished);
        Show("lost", ledger.Lost);
        Show("doubled", ledger.Doubled);
        Show("without money", ledger.OrdersWithoutMoney);
        Environment.ExitCode = ledger.Agrees && unfinished.Count == 0 ? 0 : 1;
    }

    /// <summary>
    /// Plays a day.
    /// </summary>
    /// <returns>The day, what failed, and how long it took</returns>
    private static async Task<(DayOfTrade Day, DayFailures Failures, TimeSpan Time)> PlayAsync(DayOptions options, DayPlaces places, LocalGlaseControl glase)
    {
        var failures = new DayFailures(options.CrashesPerThousand, options.DatabaseFailuresPerThousand,
            options.DatabaseFailuresPerThousand > 0 ? places.Server : null, options.Seed);
        List<IDayNode> nodes = [];
        try
        {
            for (var node = 0; node < options.Nodes; node++)
                nodes.Add(await DayNodeProcess.StartAsync(places.Place, glase.ServiceUri));
            var day = new DayOfTrade(nodes, glase, places.Database, failures, options.Seed);
            var watch = Stopwatch.StartNew();
            await day.PlayAsync(options.Shoppers, async come =>
            {
                var heap = await nodes[0].HeapBytesAsync() / 1024.0 / 1024.0;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{watch.Elapsed:hh\\:mm\\:ss} {come} shoppers, {failures.Crashes} crashes, {failures.DatabaseFailures} of the database, {heap:0.0} MB of heap"));
            });
            return (day, failures, watch.Elapsed);
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }

    private static void Show(string title, IEnumerable<string> lines)
    {
        foreach (var line in lines.Take(Shown))
            Console.WriteLine($"  {title}: {line}");
    }
}
