using System.Diagnostics;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// A page that waits for a payment behind a load balancer, as the script does: it listens to events, asks each second while there are
/// none, and opens the stream again. The load balancer passes on what a node refuses to the next one.
/// </summary>
internal sealed class WaitingPage : IAsyncDisposable
{
    private static readonly TimeSpan _askInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _reconnectTime = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _away = new();
    private readonly TaskCompletionSource _paid = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Uri[] _nodes;
    private readonly string _token;
    private readonly Task _waiting;
    private int _node;

    /// <param name="nodes">The nodes, the one first that the load balancer chose</param>
    /// <param name="token">The payment</param>
    public WaitingPage(IEnumerable<Uri> nodes, string token)
    {
        _nodes = [.. nodes];
        _token = token;
        _waiting = WaitAsync();
    }

    /// <summary>
    /// Whether events come at this moment.
    /// </summary>
    public bool IsStreaming { get; private set; }

    /// <summary>
    /// How often a stream told a first state.
    /// </summary>
    public int Streams { get; private set; }

    /// <summary>
    /// Ends when the page was told that the payment is paid.
    /// </summary>
    public Task Paid => _paid.Task;

    public async ValueTask DisposeAsync()
    {
        await _away.CancelAsync();
        await _waiting;
        _away.Dispose();
        _http.Dispose();
    }

    private async Task WaitAsync()
    {
        try
        {
            while (!_paid.Task.IsCompleted)
            {
                await ListenAsync();
                var broken = Stopwatch.GetTimestamp();
                while (!_paid.Task.IsCompleted && Stopwatch.GetElapsedTime(broken) < _reconnectTime)
                {
                    await AskAsync();
                    await Task.Delay(_askInterval, _away.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_away.IsCancellationRequested)
        {
            TestContext.Out.WriteLine("A page was closed.");
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            using var response = await _http.GetAsync(Address("events"), HttpCompletionOption.ResponseHeadersRead, _away.Token);
            using var reader = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(_away.Token));
            while (await reader.ReadLineAsync(_away.Token) is { } line)
            {
                if (!IsStreaming && line.StartsWith("data:", StringComparison.Ordinal))
                    (IsStreaming, Streams) = (true, Streams + 1);
                Read(line);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            _node++;
        }
        finally
        {
            IsStreaming = false;
        }
    }

    private async Task AskAsync()
    {
        try
        {
            Read(await _http.GetStringAsync(Address("status"), _away.Token));
        }
        catch (HttpRequestException)
        {
            _node++;
        }
    }

    private void Read(string text)
    {
        if (text.Contains("\"paid\"", StringComparison.Ordinal))
            _paid.TrySetResult();
    }

    private Uri Address(string what) => new(_nodes[_node % _nodes.Length], $"glase/{_token}/{what}");
}
