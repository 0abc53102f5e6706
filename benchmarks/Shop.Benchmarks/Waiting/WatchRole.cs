using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Waiting;

/// <summary>
/// Measures what watched payments take, in a process that does nothing else.
/// </summary>
internal static class WatchRole
{
    public const string Name = "watches";

    public static Task<ChildProcess> StartAsync() => ChildProcess.StartAsync(Name);

    public static async Task RunAsync()
    {
        var childCommandLoop = new ChildCommandLoop();
        childCommandLoop.On("allocated", words => AllocatedAsync(words[0].GetInt32(), words[1].GetInt32()));
        childCommandLoop.On("visit", words => VisitAsync(words[0].GetInt32()));
        await childCommandLoop.RunAsync("");
    }

    /// <returns>What is allocated while so many seconds pass, in bytes</returns>
    private static async Task<long> AllocatedAsync(int payments, int seconds)
    {
        await using var watched = new WatchedPayments(payments, tabs: 1);
        await watched.OpenAsync(CancellationToken.None);
        await watched.PassAsync(2, CancellationToken.None);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await watched.PassAsync(seconds, CancellationToken.None);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <returns>What is on the heap when so many have come and gone, in bytes</returns>
    private static async Task<long> VisitAsync(int payments)
    {
        await using (var watched = new WatchedPayments(payments, tabs: 1))
        {
            await watched.OpenAsync(CancellationToken.None);
            await watched.PassAsync(1, CancellationToken.None);
        }

        return Usage.Now().HeapBytes;
    }
}
