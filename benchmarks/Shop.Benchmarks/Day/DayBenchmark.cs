using System.Diagnostics;
using System.Globalization;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// A day at a big shop, compressed: nothing is lost, and the shop's memory does not grow.
/// </summary>
internal static class DayBenchmark
{
    private const int Usual = 200_000;

    public static async Task RunAsync(string[] arguments)
    {
        var shoppers = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : Usual;
        await using var glase = await GlaseRole.StartAsync();
        var desk = new RemoteGlaseControl(glase);
        await desk.NotifyAsync(false);
        await using var shop = await DayShop.OpenAsync(desk.ServiceUri);
        var day = new DayOfTrade(shop, desk, seed: 1);
        var watch = Stopwatch.StartNew();
        await day.PlayAsync(shoppers, come => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{watch.Elapsed:mm\\:ss} {come} shoppers, {Usage.Now().HeapBytes / 1024.0 / 1024.0:0.0} MB of heap")));

        var ledger = await Ledger.CompareAsync(shop, desk);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {shoppers} shoppers in {watch.Elapsed:mm\:ss}, {shoppers / watch.Elapsed.TotalSeconds:0} a second; {day.WithoutCode} were given no code
            {ledger.Paid} payments paid an order, {ledger.Refunded} were refunded in full, {ledger.ForPersons} wait for a person's decision
            lost: {ledger.Lost.Count}; orders paid without money: {ledger.OrdersWithoutMoney}
            """));
        foreach (var lost in ledger.Lost.Take(10))
            Console.WriteLine($"  {lost}");
    }
}
