using System.Globalization;

namespace Glase.Simulator.Rules;

/// <summary>Gives out references, unlike those of any other simulator.</summary>
internal sealed class ReferenceGenerator
{
    private readonly long _firstReference = Random.Shared.NextInt64(1_000_000, 9_000_000) * 1_000_000;
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
}
