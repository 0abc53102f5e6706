namespace Shop.Benchmarks.Waiting;

/// <summary>
/// Browsers that wait for news of a payment by server-sent events.
/// </summary>
internal sealed class EventStreams : IAsyncDisposable
{
    private const int OpenedAtOnce = 50;

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _away = new();
    private readonly List<Task> _reading = [];

    public EventStreams(string shop)
    {
        _http = new HttpClient { BaseAddress = new Uri(shop), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Opens a stream for each token, and waits until each has told the first state.</summary>
    public async Task OpenAsync(IEnumerable<string> tokens)
    {
        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce }, async (token, _) =>
        {
            var response = await _http.GetAsync($"glase/{token}/events", HttpCompletionOption.ResponseHeadersRead, _away.Token);
            var stream = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(_away.Token);
            var buffer = new byte[256];
            if (await stream.ReadAsync(buffer, _away.Token) == 0)
                throw new IOException("A stream ended before it told anything.");
            lock (_reading)
                _reading.Add(ReadAsync(stream, buffer));
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _away.CancelAsync();
        await Task.WhenAll(_reading);
        _http.Dispose();
        _away.Dispose();
    }

    private async Task ReadAsync(Stream stream, byte[] buffer)
    {
        try
        {
            while (await stream.ReadAsync(buffer, _away.Token) > 0)
            {
            }

            throw new IOException("A stream ended although nothing was paid.");
        }
        catch (OperationCanceledException) when (_away.IsCancellationRequested)
        {
            await stream.DisposeAsync();
        }
    }
}
