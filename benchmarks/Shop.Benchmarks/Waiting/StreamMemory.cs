using Nop.Plugin.Payments.Glase.Services.Storage;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Waiting;

/// <summary>
/// The heap that an open event stream takes: of the shop, polls left out, and of an application that has nothing but the stream.
/// </summary>
internal static class StreamMemory
{
    private const int WarmingUp = 200;

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

        await Task.Delay(settling);
        var empty = await application.UsageAsync();
        await using var eventStreams = new EventStreams(application.Address);
        await eventStreams.OpenAsync(tokens);
        await Task.Delay(settling);
        var full = await application.UsageAsync();
        return (full.HeapBytes - empty.HeapBytes) / (double)tokens.Count;
    }

    private static List<string> NewTokens(int count) => [.. Enumerable.Range(0, count).Select(_ => PaymentStore.NewToken())];
}
