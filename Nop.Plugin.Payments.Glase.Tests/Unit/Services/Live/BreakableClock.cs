namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Live;

/// <summary>
/// A clock that fails the next one who asks for the time, where nothing ever should fail.
/// </summary>
internal sealed class BreakableClock(TimeProvider inner) : TimeProvider
{
    private int _isBroken;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => Interlocked.Exchange(ref _isBroken, 0) == 1
        ? throw new InvalidOperationException("no time")
        : inner.GetTimestamp();

    public void BreakOnce() => Interlocked.Exchange(ref _isBroken, 1);

    public override ITimer CreateTimer(TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
    {
        return inner.CreateTimer(callback, state, dueTime, period);
    }
}
