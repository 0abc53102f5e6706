using System.Diagnostics;
using System.Globalization;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Waiting;

/// <summary>
/// Browsers that wait on one shop's process: what each costs in processor time and memory, and how often Glase is asked.
/// </summary>
internal static class WaitingBenchmark
{
    private const int WarmingUp = 200;
    private const int MostWithTabs = 100;
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _measuring = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(string[] arguments)
    {
        int[] shoppers = arguments.Length > 0 ? [.. arguments.Select(int.Parse)] : [100, 1_000, 5_000, 10_000];
        foreach (var count in shoppers)
        {
            await MeasureAsync(count, tabs: 1);
            await MeasureStreamsAsync(count);
        }

        await MeasureAsync(Math.Min(shoppers[0], MostWithTabs), tabs: 10);
    }

    private static async Task MeasureStreamsAsync(int streams)
    {
        var shop = await StreamMemory.OfShopAsync(streams, _settling) / 1024;
        var bare = await StreamMemory.OfBareStreamAsync(streams, _settling) / 1024;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  without polls: {shop:0.0} KB of heap for each; an event stream of ASP.NET Core and nothing else: {bare:0.0} KB; ratio {shop / bare:0.00}"));
    }

    private static async Task MeasureAsync(int codes, int tabs)
    {
        await using var glase = await MinimalGlaseServer.StartAsync();
        await using var shop = await ShopRole.StartAsync(glase.Address);
        await shop.AskAsync<bool>("warm");
        await using (var first = new EventStreams(shop.Address))
        {
            await first.OpenAsync(await shop.AskAsync<List<string>>("codes", WarmingUp));
            await Task.Delay(_settling);
        }

        await Task.Delay(_settling);
        var tokens = await shop.AskAsync<List<string>>("codes", codes);
        var empty = await shop.UsageAsync();

        await using var eventStreams = new EventStreams(shop.Address);
        await eventStreams.OpenAsync(Enumerable.Repeat(tokens, tabs).SelectMany(each => each));
        await Task.Delay(_settling);
        await glase.AskAsync<MinimalGlaseServer.PollStatistics>("take");
        var cpu = await shop.AskAsync<double>("cpu");
        var allocated = await shop.AskAsync<long>("allocated");
        var watch = Stopwatch.StartNew();
        await Task.Delay(_measuring);
        var pollStatistics = await glase.AskAsync<MinimalGlaseServer.PollStatistics>("take");
        var seconds = watch.Elapsed.TotalSeconds;
        cpu = await shop.AskAsync<double>("cpu") - cpu;
        allocated = await shop.AskAsync<long>("allocated") - allocated;
        var full = await shop.UsageAsync();

        var waiting = codes * tabs;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {codes} codes in {tabs} tab(s) each, {seconds:0} s; load {Machine.Load()}
              processor: {cpu / seconds:0.000} cores, {cpu / pollStatistics.Count * 1e6:0} µs per poll, everything included
              allocated: {allocated / pollStatistics.Count:0} bytes per poll
              memory: {(full.HeapBytes - empty.HeapBytes) / waiting / 1024.0:0.0} KB of heap and {(full.ResidentBytes - empty.ResidentBytes) / waiting / 1024.0:0.0} KB resident for each who waits
              getPaymentStatus: {pollStatistics.Count / seconds / codes:0.000} for each invoice and second; {pollStatistics}
            """));
    }
}
