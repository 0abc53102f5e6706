using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// A node in this process. It cannot be killed.
/// </summary>
internal sealed class DayNode(DayShop shop, IPayerControl glase) : IDayNode
{
    private readonly DayShoppers _shoppers = new(shop, glase);

    public Task<Dictionary<string, int>> ServeAsync(IReadOnlyList<Visit> visits, TimeSpan? killedAfter) => _shoppers.ServeAsync(visits);

    public Task RunTaskAsync(TimeSpan? killedAfter) => shop.RunTaskAsync();

    public Task PassAsync(TimeSpan time)
    {
        shop.Pass(time);
        return Task.CompletedTask;
    }

    public Task<long> HeapBytesAsync() => Task.FromResult(Usage.Now().HeapBytes);

    public ValueTask DisposeAsync() => shop.DisposeAsync();
}
