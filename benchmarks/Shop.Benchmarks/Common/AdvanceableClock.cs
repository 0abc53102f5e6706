namespace Shop.Benchmarks.Common;

/// <summary>
/// The time, plus what was let pass at once. Waiting takes real time.
/// </summary>
internal sealed class AdvanceableClock : TimeProvider
{
    private long _passed;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _passed));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);
}
