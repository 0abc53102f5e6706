using Nop.Plugin.Payments.Glase.Services.Storage;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Waiting;

/// <summary>
/// The heap that an open event stream takes: of the shop, polls left out, and of an application that has nothing but the stream.
/// </summary>
internal static class StreamMemory
{
    private const int WarmingUp = 200;

    // Of the heap a settling time before.
    private const double Settled = 0.99;

    /// <returns>Bytes for each stream, with its payment's watch</returns>
    public static async Task<double> OfShopAsync(int streams, TimeSpan settling)
    {
        await using var glase = await MinimalGlaseServer.StartAsync();
        await using var shop = await ShopRole.StartAsync(glase.Address, ShopRole.NoPolls);
        await shop.AskAsync<bool>("warm");
        return await MeasureAsync(shop, await shop.AskAsync<List<string>>("codes", WarmingUp),
            await shop.AskAsync<List<string>>("codes", streams), settling);
    }

    /// <returns>Bytes for each stream</returns>
    public static async Task<double> OfBareStreamAsync(int streams, TimeSpan settling)
    {
        await using var bare = await BareStreams.StartAsync();
        return await MeasureAsync(bare, NewTokens(WarmingUp), NewTokens(streams), settling);
    }

    private static async Task<double> MeasureAsync(ChildProcess application, List<string> warmUp, List<string> tokens, TimeSpan settling)
    {
        await using (var first = new EventStreams(application.Address))
        {
            await first.OpenAsync(warmUp);
            await Task.Delay(settling);
        }

        var empty = await SettledHeapAsync(application, settling);
        await using var eventStreams = new EventStreams(application.Address);
        await eventStreams.OpenAsync(tokens);
        var full = await SettledHeapAsync(application, settling);
        return (full - empty) / (double)tokens.Count;
    }

    // On a busy machine, what opening and closing streams leave to do takes longer.
    private static async Task<long> SettledHeapAsync(ChildProcess application, TimeSpan settling)
    {
        long before, heap = long.MaxValue;
        do
        {
            before = heap;
            await Task.Delay(settling);
            heap = (await application.UsageAsync()).HeapBytes;
        }
        while (heap < before * Settled);

        return heap;
    }

    private static List<string> NewTokens(int count) => [.. Enumerable.Range(0, count).Select(_ => PaymentStore.NewToken())];
}
