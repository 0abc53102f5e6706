using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// A node in a process of its own, which can be killed (kill -9) and is then started again.
/// </summary>
internal sealed class DayNodeProcess : IDayNode
{
    private readonly DayPlace _place;
    private readonly Uri _glase;
    private ChildProcess _process;
    private TimeSpan _passed;

    private DayNodeProcess(DayPlace place, Uri glase)
    {
        _place = place;
        _glase = glase;
    }

    /// <summary>
    /// Starts a node.
    /// </summary>
    public static async Task<DayNodeProcess> StartAsync(DayPlace place, Uri glase)
    {
        var node = new DayNodeProcess(place, glase);
        await node.StartAsync();
        return node;
    }

    public async Task<Dictionary<string, int>> ServeAsync(IReadOnlyList<Visit> visits, TimeSpan? killedAfter)
    {
        return await RunAsync<Dictionary<string, int>>(killedAfter, "serve", visits) ?? [];
    }

    public Task RunTaskAsync(TimeSpan? killedAfter) => RunAsync<bool>(killedAfter, "task");

    public async Task PassAsync(TimeSpan time)
    {
        _passed += time;
        await _process.AskAsync<bool>("pass", time.Ticks);
    }

    public async Task<long> HeapBytesAsync() => (await _process.UsageAsync()).HeapBytes;

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task StartAsync() => _process = await DayNodeRole.StartAsync(_place, _glase, _passed);

    private async Task<T> RunAsync<T>(TimeSpan? killedAfter, string command, params object[] arguments)
    {
        var running = _process.AskAsync<T>(command, arguments);
        if (killedAfter is not { } time)
            return await running;

        await Task.WhenAny(running, Task.Delay(time));
        _process.Kill();
        try
        {
            return await running;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            // It was killed before it answered: what it was doing is for recovery to finish.
            return default;
        }
        finally
        {
            await _process.DisposeAsync();
            await StartAsync();
        }
    }
}
