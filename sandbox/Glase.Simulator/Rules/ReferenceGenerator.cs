using System.Globalization;

namespace Glase.Simulator.Rules;

/// <summary>Gives out references, unlike those of any other simulator.</summary>
internal sealed class ReferenceGenerator
{
    private long _firstReference = Random.Shared.NextInt64(1_000_000, 9_000_000) * 1_000_000;
    private long _references;
    private long _payments;
    private long _periods;
    private long _sequence;

    public string NextInvoiceReference() =>
        (_firstReference + Interlocked.Increment(ref _references)).ToString(CultureInfo.InvariantCulture);

    /// <summary>25 digits, the moment first.</summary>
    public string NextErsReference(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{now.UtcDateTime:yyyyMMddHHmmssfff}{Interlocked.Increment(ref _payments):D8}");

    /// <summary>The place of a transaction or a period's end in the order things were booked.</summary>
    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public string NextPeriodId() => string.Create(CultureInfo.InvariantCulture, $"P{Interlocked.Increment(ref _periods):D7}");

    public ReferenceCounters Save() => new(_firstReference, _references, _payments, _periods, _sequence);

    /// <summary>Goes on where another simulator ended. To be called before a reference is given out.</summary>
    public void Restore(ReferenceCounters counters) =>
        (_firstReference, _references, _payments, _periods, _sequence) =
        (counters.FirstReference, counters.References, counters.Payments, counters.Periods, counters.Sequence);
}

/// <summary>How many references of each kind were given out.</summary>
internal sealed record ReferenceCounters(long FirstReference, long References, long Payments, long Periods, long Sequence);
