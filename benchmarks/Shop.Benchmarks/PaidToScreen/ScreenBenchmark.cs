using System.Diagnostics;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.PaidToScreen;

/// <summary>
/// From the payer's confirmation at Glase to the event in the browser, with Glase's notification and without.
/// </summary>
internal static class ScreenBenchmark
{
    private const int Payments = 1_000;
    private const int AtOnce = 50;
    private const int WarmingUp = 100;

    public static async Task RunAsync()
    {
        await using var glase = await GlaseRole.StartAsync();
        var desk = new RemoteGlaseControl(glase);
        await using var shop = await ShopRole.StartAsync(glase.Address);
        using var http = new HttpClient { BaseAddress = new Uri(shop.Address) };
        await PayAsync(WarmingUp);
        Console.WriteLine($"with notification:    {(await PayAsync(Payments)).InMilliseconds()}");
        await desk.NotifyAsync(false);
        Console.WriteLine($"without notification: {(await PayAsync(Payments)).InMilliseconds()}");

        async Task<Measurements> PayAsync(int payments)
        {
            var codes = await shop.AskAsync<List<IssuedCode>>("issue", payments);
            var times = new List<double>();
            await Parallel.ForEachAsync(codes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (code, _) =>
            {
                var seconds = await FromPhoneToScreenAsync(http, desk, code);
                lock (times)
                    times.Add(seconds * 1000);
            });
            return new Measurements(times);
        }
    }

    private static async Task<double> FromPhoneToScreenAsync(HttpClient http, RemoteGlaseControl desk, IssuedCode code)
    {
        using var response = await http.GetAsync($"glase/{code.Token}/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        var paid = 0L;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Contains("\"waiting\"", StringComparison.Ordinal) && paid == 0)
            {
                // Payers do not confirm in the moment the page comes up, nor all in the same part of a second.
                await Task.Delay(Random.Shared.Next(1_000, 2_000));
                paid = await desk.PayAsync(code.Reference);
            }
            else if (line.Contains("\"paid\"", StringComparison.Ordinal))
            {
                return Stopwatch.GetElapsedTime(paid).TotalSeconds;
            }
        }

        throw new IOException("A stream ended before it told of the payment.");
    }
}
