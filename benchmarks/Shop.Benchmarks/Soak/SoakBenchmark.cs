using System.Diagnostics;
using System.Globalization;
using Sandbox.Data;
using Shop.Benchmarks.Common;
using Shop.Benchmarks.Servers;

namespace Shop.Benchmarks.Soak;

/// <summary>
/// Shoppers who buy without a pause, page by page over HTTP, for half an hour: payments a second, errors, memory at both ends.
/// </summary>
internal static class SoakBenchmark
{
    private const int Usual = 30;
    private const int Shoppers = 4;
    private static readonly TimeSpan _warmingUp = TimeSpan.FromMinutes(1);

    /// <param name="arguments">[minutes] [--database sqlite|postgres|mysql]</param>
    public static async Task RunAsync(string[] arguments)
    {
        var (time, kind) = Parse(arguments);
        using var server = kind == DatabaseKind.Sqlite ? null : DatabaseServer.StartDurable(kind);
        await using var glase = await GlaseRole.StartAsync();
        var desk = new RemoteGlaseControl(glase);
        await using var shop = await ShopRole.StartAsync(glase.Address, server is null
            ? []
            : [$"{ShopRole.Database}{kind}", $"{ShopRole.Connection}{server.NewDatabase().Database.ConnectionString}"]);
        await BuyAsync(_warmingUp);
        var before = await shop.UsageAsync();
        var (paid, errors) = await BuyAsync(time);
        var after = await shop.UsageAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {time.TotalMinutes:0} minutes on {kind}, {Shoppers} shoppers at a time: {paid} payments, {paid / time.TotalSeconds:0.00} a second
            errors: {errors.Count}
            heap: {before.HeapBytes / 1048576.0:0.0} MB at the start, {after.HeapBytes / 1048576.0:0.0} MB at the end
            resident: {before.ResidentBytes / 1048576.0:0} MB at the start, {after.ResidentBytes / 1048576.0:0} MB at the end
            """));
        foreach (var error in errors.CountBy(error => error).OrderByDescending(error => error.Value).Take(10))
            Console.WriteLine($"  {error.Value} times: {error.Key}");

        async Task<(int Paid, List<string> Errors)> BuyAsync(TimeSpan during)
        {
            var watch = Stopwatch.StartNew();
            var paid = 0;
            List<string> errors = [];
            await Task.WhenAll(Enumerable.Range(0, Shoppers).Select(async _ =>
            {
                while (watch.Elapsed < during)
                {
                    if (await TryBuyAsync(new Uri(shop.Address), desk) is { } error)
                        lock (errors)
                            errors.Add(error);
                    else
                        Interlocked.Increment(ref paid);
                }
            }));
            return (paid, errors);
        }
    }

    private static (TimeSpan Time, DatabaseKind Kind) Parse(string[] arguments)
    {
        var (minutes, kind) = (Usual, DatabaseKind.Sqlite);
        var left = new Queue<string>(arguments);
        while (left.TryDequeue(out var argument))
        {
            if (argument == "--database" && left.TryDequeue(out var name))
                kind = DatabaseNames.Parse(name);
            else if (!int.TryParse(argument, CultureInfo.InvariantCulture, out minutes))
                throw new ArgumentException($"What is {argument}? soak [minutes] [--database sqlite|postgres|mysql]");
        }

        return (TimeSpan.FromMinutes(minutes), kind);
    }

    /// <returns>What went wrong; null when the receipt came</returns>
    private static async Task<string> TryBuyAsync(Uri shop, RemoteGlaseControl glase)
    {
        try
        {
            using var buyer = new Buyer(shop);
            await buyer.ToPaymentStepAsync();
            if (await glase.PayAsync(buyer.Reference) == 0)
                return "The code could not be paid.";
            return await buyer.CompleteAsync() ? null : "There was no receipt.";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or InvalidOperationException)
        {
            return exception.Message;
        }
    }
}
