using System.Diagnostics;
using System.Globalization;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.ExpiredInvoices;

/// <summary>
/// The scheduled task with 10,000 invoices that nobody paid in time: in a new shop, and in one with 1,000,000 applied payments.
/// </summary>
internal static class ExpiredBenchmark
{
    private const int Expired = 10_000;
    private const int Settled = 1_000_000;
    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(string[] arguments)
    {
        var expired = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : Expired;
        foreach (var settled in new[] { 0, Settled })
            await MeasureAsync(expired, settled);
    }

    private static async Task MeasureAsync(int expired, int settled)
    {
        await using var glase = await MinimalGlaseServer.StartAsync();
        await using var shop = await ShopRole.StartAsync(glase.Address);
        await shop.AskAsync<bool>("warm");
        await shop.AskAsync<bool>("settled", settled);
        await shop.AskAsync<double>("task");
        await shop.AskAsync<bool>("expired", expired);
        await glase.AskAsync<int>("calls");
        var before = await shop.UsageAsync();
        var quiet = await VisitAsync(shop.Address, Task.Delay(_quiet));

        List<double> runs = [];
        var working = RunAsync();
        var busy = await VisitAsync(shop.Address, working);
        await working;
        var nothingLeft = await shop.AskAsync<double>("task");
        var after = await shop.UsageAsync();
        var calls = await glase.AskAsync<int>("calls");

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {expired} expired invoices beside {settled} settled payments; load {Machine.Load()}
              runs until none was left: {string.Join(", ", runs.Select(seconds => $"{seconds:0.0}"))} s, {runs.Sum() / expired * 1e3:0.0} ms for each
              a run with nothing to do: {nothingLeft * 1e3:0} ms
              calls to Glase: {calls}
              heap: {before.HeapBytes / 1048576.0:0.0} MB before, {after.HeapBytes / 1048576.0:0.0} MB after
              a page of the shop meanwhile: {busy.InMilliseconds()}
              the same page before:         {quiet.InMilliseconds()}
            """));

        async Task RunAsync()
        {
            while (await shop.AskAsync<int>("open") > 0)
                runs.Add(await shop.AskAsync<double>("task"));
        }
    }

    /// <summary>Opens the shop's first page ten times a second until something is over.</summary>
    private static async Task<Measurements> VisitAsync(string shop, Task until)
    {
        using var http = new HttpClient { BaseAddress = new Uri(shop) };
        List<double> times = [];
        while (!until.IsCompleted)
        {
            var watch = Stopwatch.StartNew();
            using (await http.GetAsync(""))
                times.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(100);
        }

        return new Measurements(times);
    }
}
