using System.Diagnostics;
using System.Globalization;
using Nop.Core.Domain.Logging;
using NUnit.Framework;
using Shop.Benchmarks.PaidToScreen;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// How often Glase is polled for each invoice, by the intervals between polls: where a measurement begins and ends makes no difference.
/// </summary>
/// <remarks>
/// A machine that keeps the nodes waiting, or their Redis or database, makes polls late and elections uncertain, and a node in doubt polls.
/// Intervals in which it did so, or a node began to log that it polls for itself, and those shortly after, are left out; how long Glase was not
/// polled counts all the same.
/// </remarks>
internal sealed class PollRates
{
    private const double MostPerSecond = 1.05;
    private const double LeastPerSecond = 0.4;

    private static readonly TimeSpan _time = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _mostTime = TimeSpan.FromSeconds(90);

    // Half of Glase's 20 seconds.
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(10);

    // What is shorter says nothing, on a machine that keeps the nodes waiting nearly all of the time.
    private static readonly TimeSpan _leastTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _late = TimeSpan.FromMilliseconds(150);

    // As long as a node is in doubt after the election has failed.
    private static readonly TimeSpan _doubt = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _tillLogged = TimeSpan.FromSeconds(2);
    private static readonly string[] _doubtTexts = ["each node polls for itself", "each polls until they can"];

    private readonly FarmFixture _farm;
    private readonly IReadOnlyCollection<IssuedCode> _codes;
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _waits = [];
    private List<DateTimeOffset> _doubts = [];
    private DateTimeOffset _started;
    private DateTimeOffset _ended;

    private PollRates(FarmFixture farm, IReadOnlyCollection<IssuedCode> codes)
    {
        _farm = farm;
        _codes = codes;
    }

    /// <summary>
    /// Measures for 20 seconds in which the machine lets the nodes run, and asserts that each invoice was polled once a second.
    /// </summary>
    public static async Task AssertOnceASecondAsync(FarmFixture farm, IReadOnlyCollection<IssuedCode> codes)
    {
        var rates = new PollRates(farm, codes);
        await rates.MeasureAsync();
        rates.AssertRates();
    }

    private async Task MeasureAsync()
    {
        _started = _ended = TimeProvider.System.GetUtcNow();
        while (_ended - _started < _time || (_ended - _started < _mostTime && MeasuredTime < _time))
        {
            var ticked = Stopwatch.GetTimestamp();
            await Task.Delay(_tick);
            await _farm.ReachElectionAsync();
            _ended = TimeProvider.System.GetUtcNow();
            if (Stopwatch.GetElapsedTime(ticked) is var elapsed && elapsed > _tick + _late)
                _waits.Add((_ended - elapsed, _ended));
            if (_ended - _started >= _time)
                await ReadDoubtsAsync();
        }
    }

    // Logged once until the election works again: a node that stays in doubt is found out.
    private async Task ReadDoubtsAsync()
    {
        _doubts = [.. (await _farm.AllAsync<Log>())
            .Where(entry => Array.Exists(_doubtTexts, text => entry.ShortMessage.Contains(text, StringComparison.Ordinal)))
            .Select(entry => new DateTimeOffset(DateTime.SpecifyKind(entry.CreatedOnUtc, DateTimeKind.Utc)))
            .Where(time => time > _started - _doubt)];
    }

    private void AssertRates()
    {
        var rates = _codes.Select(code => (Intervals: Intervals(code).Where(IsMeasured).ToList(), Pause: LongestPause(code))).ToList();
        var measured = rates.SelectMany(rate => rate.Intervals).ToList();
        var rate = measured.Count / measured.Sum(interval => (interval.To - interval.From).TotalSeconds);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"polls per invoice per second: {rate:0.000} in " +
            $"{MeasuredTime.TotalSeconds:0} s of {(_ended - _started).TotalSeconds:0} s, {_waits.Count} waits, {_doubts.Count} times in doubt; " +
            $"longest pause {rates.Max(each => each.Pause).TotalSeconds:0.0} s"));
        Assert.Multiple(() =>
        {
            Assert.That(rates.Select(each => each.Pause), Has.All.LessThan(_longestPause), "without a poll of one invoice");
            if (MeasuredTime < _leastTime)
                return;

            Assert.That(rate, Is.LessThanOrEqualTo(MostPerSecond), "polls per invoice and second");
            Assert.That(rates.Select(each => each.Intervals.Count), Has.All.GreaterThan(LeastPerSecond * MeasuredTime.TotalSeconds),
                "polls of one invoice");
        });
    }

    // The average of all invoices.
    private TimeSpan MeasuredTime => TimeSpan.FromSeconds(_codes.Average(code => Intervals(code).Where(IsMeasured)
        .Sum(interval => (interval.To - interval.From).TotalSeconds)));

    private bool IsMeasured((DateTimeOffset From, DateTimeOffset To) interval)
    {
        return !_waits.Exists(wait => wait.From < interval.To && interval.From < wait.To + _doubt)
            && !_doubts.Exists(doubt => doubt - _tillLogged < interval.To && interval.From < doubt + _doubt);
    }

    private TimeSpan LongestPause(IssuedCode code)
    {
        List<DateTimeOffset> times = [_started, .. Polls(code), _ended];
        return times.Zip(times.Skip(1), (earlier, later) => later - earlier).Max();
    }

    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Intervals(IssuedCode code)
    {
        var polls = Polls(code);
        return polls.Zip(polls.Skip(1));
    }

    private List<DateTimeOffset> Polls(IssuedCode code)
    {
        return [.. _farm.Glase.Calls("getPaymentStatus", code.Reference).Select(call => call.ReceivedAt)
            .Where(time => time >= _started && time < _ended)];
    }
}
