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

    // A recording that comes later than this was kept waiting by the machine, and with it the nodes in this process.
    private static readonly TimeSpan _maxInterval = 2 * _interval;

    private readonly CancellationTokenSource _end = new();
    private readonly GlaseSimulator _glase;
    private readonly Dictionary<string, (int Count, TimeSpan Since, TimeSpan SinceOfProcess)> _asked;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _timeOfProcess;
    private readonly Task _recording;

    public PollRecorder(GlaseSimulator glase, IEnumerable<IssuedCode> codes)
    {
        _glase = glase;
        _asked = codes.ToDictionary(code => code.Reference, code => (Count(code.Reference), TimeSpan.Zero, TimeSpan.Zero));
        _recording = RecordAsync();
    }

    /// <summary>
    /// The longest time without a poll, of all invoices, to half a tenth of a second.
    /// </summary>
    public TimeSpan LongestPause { get; private set; }

    /// <summary>
    /// The same without the times in which this process stood still.
    /// </summary>
    public TimeSpan LongestPauseOfProcess { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _recording;
        _end.Dispose();
    }

    private async Task RecordAsync()
    {
        var last = TimeSpan.Zero;
        while (!_end.IsCancellationRequested)
        {
            var now = _time.Elapsed;
            _timeOfProcess += Min(now - last, _maxInterval);
            last = now;
            foreach (var (reference, (count, since, sinceOfProcess)) in _asked.ToList())
            {
                var current = Count(reference);
                var isOver = _glase.Invoice(reference).Status != "ISSUED";
                if (!isOver)
                {
                    LongestPause = Max(LongestPause, now - since);
                    LongestPauseOfProcess = Max(LongestPauseOfProcess, _timeOfProcess - sinceOfProcess);
                }

                if (current != count || isOver)
                    _asked[reference] = (current, now, _timeOfProcess);
            }

            await Task.Delay(_interval, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private int Count(string reference) => _glase.Invoice(reference).Calls.GetValueOrDefault("getPaymentStatus");
}
