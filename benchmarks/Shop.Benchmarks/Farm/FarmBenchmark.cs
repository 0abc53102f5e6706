using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Shop.Benchmarks.Common;
using Shop.Benchmarks.PaidToScreen;

namespace Shop.Benchmarks.Farm;

/// <summary>
/// Two nodes of one shop: how often they ask Glase, and how long it takes from a notification, or a save, at one to the page at the other.
/// </summary>
/// <remarks>Nodes that know nothing of each other come first: each polls for itself, and reads what the other saved every 15 seconds.</remarks>
internal static class FarmBenchmark
{
    private const int Payments = 200;
    private const int Changes = 100;
    private const int AtOnce = 10;
    private const int Watched = 20;
    private const int Carts = 100;
    private const string OwnRedis = "redis";
    private const string RedisProgram = "/usr/bin/redis-server";

    // It is not sent by post, so that its price is always known.
    private const int Map = 4;

    private static readonly TimeSpan _watchTime = TimeSpan.FromSeconds(20);

    /// <param name="arguments">
    /// "redis", to start Debian's redis-server for it, or the connection string of a Redis that may be used; without it, no farm with Redis is
    /// measured
    /// </param>
    public static async Task RunAsync(string[] arguments)
    {
        await MeasureAsync("nodes apart", Changes / 5, AtOnce, ShopRole.Apart);
        await MeasureAsync("database", Changes, Carts);
        if (arguments.Length == 0)
            return;

        using var server = arguments[0] == OwnRedis ? StartRedis(out arguments[0]) : null;
        await MeasureAsync("Redis", Changes, Carts, ShopRole.Redis + arguments[0]);
        server?.Kill();
    }

    private static async Task MeasureAsync(string name, int changes, int carts, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("glase-farm");
        options = [.. options, ShopRole.Data + Path.Combine(folder.FullName, "shop.db")];
        await using (var glase = await GlaseRole.StartAsync())
        await using (var shown = await ShopRole.StartAsync(glase.Address, options))
        await using (var notified = await ShopRole.StartAsync(glase.Address, options))
        {
            using var http = new HttpClient { BaseAddress = new Uri(shown.Address) };
            var desk = new RemoteGlaseControl(glase);
            await PayAsync(http, desk, notified, AtOnce);
            Console.WriteLine($"{name}: notification to page  {(await PayAsync(http, desk, notified, Payments)).InMilliseconds()}");
            Console.WriteLine($"{name}: save to page          {(await ChangeAsync(http, notified, changes)).InMilliseconds()}");
            var (hidden, updated) = await ChangeCartsAsync(http, notified, carts);
            Console.WriteLine($"{name}: cart to hidden code   {hidden.InMilliseconds()}");
            Console.WriteLine($"{name}: cart to new amount    {updated.InMilliseconds()}");
            var polls = await CountPollsAsync(glase, shown, notified);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: polls per invoice per second  {polls:0.000}"));
        }

        folder.Delete(recursive: true);
    }

    private static async Task<Measurements> PayAsync(HttpClient http, RemoteGlaseControl desk, ChildProcess notified, int payments)
    {
        return await EachAsync(await notified.AskAsync<List<IssuedCode>>("issue", payments), async code =>
        {
            using var page = await OpenAsync(http, code.Token);
            await page.UntilAsync("\"waiting\"");
            await Task.Delay(Random.Shared.Next(1_000, 2_000));
            var paid = await desk.PayAsync(code.Reference);
            await page.UntilAsync("\"paid\"");
            return Stopwatch.GetElapsedTime(paid);
        });
    }

    private static async Task<Measurements> ChangeAsync(HttpClient http, ChildProcess notified, int changes)
    {
        return await EachAsync(await notified.AskAsync<List<IssuedCode>>("issue", changes), async code =>
        {
            using var page = await OpenAsync(http, code.Token);
            await page.UntilAsync("\"waiting\"");
            await Task.Delay(Random.Shared.Next(1_000, 2_000));
            var saved = await notified.AskAsync<long>("outdate", code.Token);
            await page.UntilAsync("\"changed\"");
            return Stopwatch.GetElapsedTime(saved);
        });
    }

    // From the button that puts one more item into the cart.
    private static async Task<(Measurements Hidden, Measurements Updated)> ChangeCartsAsync(HttpClient http, ChildProcess changed, int carts)
    {
        var hidden = new List<double>();
        var updated = new List<double>();
        await Parallel.ForAsync(0, carts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, token) =>
        {
            using var buyer = new Buyer(new Uri(changed.Address));
            await buyer.ToPaymentStepAsync(Map);
            using var page = await OpenAsync(http, buyer.Token);
            await page.UntilAsync("\"waiting\"");
            await Task.Delay(Random.Shared.Next(1_000, 2_000), token);
            var started = Stopwatch.GetTimestamp();
            await buyer.PutIntoCartAsync(Map);
            // A page that learns of both at once is told the second alone.
            var told = await page.UntilAsync("\"changed\"", "\"waiting\"");
            var hiddenAfter = Stopwatch.GetElapsedTime(started);
            if (told == "\"changed\"")
                await page.UntilAsync("\"waiting\"");
            var updatedAfter = Stopwatch.GetElapsedTime(started);
            lock (hidden)
            {
                hidden.Add(hiddenAfter.TotalMilliseconds);
                updated.Add(updatedAfter.TotalMilliseconds);
            }
        });
        return (new Measurements(hidden), new Measurements(updated));
    }

    private static Process StartRedis(out string connection)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        listener.Stop();
        connection = $"127.0.0.1:{port},ssl=False";
        var process = Process.Start(new ProcessStartInfo(RedisProgram,
            ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--logfile", "/dev/null"]));
        Thread.Sleep(TimeSpan.FromSeconds(1));
        return process;
    }

    private static async Task<double> CountPollsAsync(ChildProcess glase, params ChildProcess[] nodes)
    {
        var codes = await nodes[^1].AskAsync<List<IssuedCode>>("issue", Watched);
        var pages = new List<Page>();
        foreach (var node in nodes)
        {
            using var http = new HttpClient { BaseAddress = new Uri(node.Address) };
            foreach (var code in codes)
                pages.Add(await OpenAsync(http, code.Token));
        }

        await Task.WhenAll(pages.Select(page => page.UntilAsync("\"waiting\"")));
        await Task.Delay(TimeSpan.FromSeconds(4));
        var before = await glase.AskAsync<long>("polls");
        var started = Stopwatch.GetTimestamp();
        await Task.Delay(_watchTime);
        var asked = await glase.AskAsync<long>("polls") - before;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        pages.ForEach(page => page.Dispose());
        return asked / seconds / Watched;
    }

    private static async Task<Measurements> EachAsync(List<IssuedCode> codes, Func<IssuedCode, Task<TimeSpan>> measure)
    {
        var times = new List<double>();
        await Parallel.ForEachAsync(codes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (code, _) =>
        {
            var time = await measure(code);
            lock (times)
                times.Add(time.TotalMilliseconds);
        });
        return new Measurements(times);
    }

    private static async Task<Page> OpenAsync(HttpClient http, string token)
    {
        var response = await http.GetAsync($"glase/{token}/events", HttpCompletionOption.ResponseHeadersRead);
        return new Page(response, new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync()));
    }

    /// <summary>A browser that listens to the events of a payment.</summary>
    private sealed class Page(HttpResponseMessage response, StreamReader reader) : IDisposable
    {
        /// <returns>The one of the texts that came</returns>
        public async Task<string> UntilAsync(params string[] texts)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                if (Array.Find(texts, text => line.Contains(text, StringComparison.Ordinal)) is { } told)
                    return told;
            }

            throw new IOException("A stream ended before it told of the change.");
        }

        public void Dispose()
        {
            reader.Dispose();
            response.Dispose();
        }
    }
}
