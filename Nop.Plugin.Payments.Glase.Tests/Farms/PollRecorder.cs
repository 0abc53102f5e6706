using System.Diagnostics;
using Glase.Simulator;
using Shop.Benchmarks.PaidToScreen;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// Watches how long Glase is not asked about invoices that are not paid: after 20 seconds it would reverse a payment.
/// </summary>
internal sealed class PollRecorder : IAsyncDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _end = new();
    private readonly GlaseSimulator _glase;
    private readonly Dictionary<string, (int Count, long Since)> _asked;
    private readonly Task _recording;

    public PollRecorder(GlaseSimulator glase, IEnumerable<IssuedCode> codes)
    {
        _glase = glase;
        _asked = codes.ToDictionary(code => code.Reference, code => (Count(code.Reference), Stopwatch.GetTimestamp()));
        _recording = RecordAsync();
    }

    /// <summary>
    /// The longest time without a poll, of all invoices, to half a tenth of a second.
    /// </summary>
    public TimeSpan LongestPause { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _recording;
        _end.Dispose();
    }

    private async Task RecordAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            foreach (var (reference, (count, since)) in _asked.ToList())
            {
                var now = Count(reference);
                var isOver = _glase.Invoice(reference).Status != "ISSUED";
                if (!isOver && Stopwatch.GetElapsedTime(since) > LongestPause)
                    LongestPause = Stopwatch.GetElapsedTime(since);
                if (now != count || isOver)
                    _asked[reference] = (now, Stopwatch.GetTimestamp());
            }

            await Task.Delay(_interval, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private int Count(string reference) => _glase.Invoice(reference).Calls.GetValueOrDefault("getPaymentStatus");
}
