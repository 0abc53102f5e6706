namespace Glase.Simulator.Faults;

/// <summary>Something that goes wrong with the next calls it applies to. Delays take real time.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The operation it befalls; null: any.</summary>
    public string Operation { get; init; }

    /// <summary>The invoice it befalls; null: any.</summary>
    public string InvoiceReference { get; init; }

    /// <summary>How many calls it befalls; null: all, until it is removed.</summary>
    public int? Count { get; init; } = 1;

    /// <summary>How many calls it lets pass first.</summary>
    public int Skip { get; init; }

    /// <summary>
    /// Whether the call takes effect before its answer is spoiled. Not for <see cref="FaultKind.Delay"/>,
    /// <see cref="FaultKind.DelayAfter"/>, <see cref="FaultKind.ResetAfter"/>, <see cref="FaultKind.Truncated"/>,
    /// <see cref="FaultKind.CutOff"/> and <see cref="FaultKind.Stalled"/>, which always act, nor for <see cref="FaultKind.ResetBefore"/>, which never does.
    /// </summary>
    public bool Acts { get; init; }

    public int DelayMilliseconds { get; init; }

    /// <summary>The status of <see cref="FaultKind.HttpStatus"/>.</summary>
    public int Status { get; init; } = 500;

    /// <summary>The code of <see cref="FaultKind.Result"/>.</summary>
    public int Code { get; init; } = 90;

    /// <summary>The size of <see cref="FaultKind.Huge"/>.</summary>
    public long Bytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>Whom <see cref="FaultKind.SoapFault"/> blames: <c>Server</c>, or <c>Client</c> for the request.</summary>
    public string FaultCode { get; init; } = "Server";

    /// <summary>The text of <see cref="FaultKind.SoapFault"/>.</summary>
    public string Message { get; init; } = "Simulated fault";

    public static Fault Delay(TimeSpan delay) =>
        new(FaultKind.Delay) { DelayMilliseconds = (int)delay.TotalMilliseconds };

    public static Fault DelayAfter(TimeSpan delay) =>
        new(FaultKind.DelayAfter) { DelayMilliseconds = (int)delay.TotalMilliseconds };

    public static Fault ResetBefore() => new(FaultKind.ResetBefore);

    public static Fault ResetAfter() => new(FaultKind.ResetAfter);

    public static Fault Http(int status) => new(FaultKind.HttpStatus) { Status = status };

    public static Fault Soap() => new(FaultKind.SoapFault);

    public static Fault Truncated() => new(FaultKind.Truncated);

    public static Fault CutOff() => new(FaultKind.CutOff);

    public static Fault Stalled(TimeSpan delay) =>
        new(FaultKind.Stalled) { DelayMilliseconds = (int)delay.TotalMilliseconds };

    public static Fault Huge() => new(FaultKind.Huge);

    public static Fault DtdBomb() => new(FaultKind.DtdBomb);

    public static Fault WrongContentType() => new(FaultKind.WrongContentType);

    public static Fault Result(int code) => new(FaultKind.Result) { Code = code };

    public Fault On(string operation) => this with { Operation = operation };

    public Fault Times(int count) => this with { Count = count };

    public Fault Forever() => this with { Count = null };

    public Fault Acting() => this with { Acts = true };

    public override string ToString() => Kind switch
    {
        FaultKind.HttpStatus => $"HTTP {Status}",
        FaultKind.Result => $"result {Code}",
        FaultKind.Delay or FaultKind.DelayAfter or FaultKind.Stalled => $"{Kind} {DelayMilliseconds} ms",
        _ => Kind.ToString()
    };
}
