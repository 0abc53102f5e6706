using Glase.Simulator.Control;

namespace Glase.Simulator.Rules;

/// <summary>What a shop did that Glase's documents forbid, whether or not the call was refused for it.</summary>
public enum ViolationKind
{
    RefusedBySchema,
    RefusedByRules,
    ClientReferenceMissing,
    ClientReferenceRepeated,
    ClientRequestTimeoutNotZero,
    CashierOrFooterMissing,
    UnknownVersion
}

public sealed record Violation(ViolationKind Kind, string Operation, string Subject, string Text, DateTimeOffset At);

/// <summary>The latest violations; a test that is done asserts that there are none.</summary>
internal sealed class ViolationLog
{
    private const int Limit = 1_000;
    private readonly RecentList<Violation> _violations = new(Limit);

    public IReadOnlyList<Violation> All => _violations.ToList();

    public void Add(ViolationKind kind, CallRecord call, string text) =>
        _violations.Add(new Violation(kind, call.Operation, call.Subject, text, call.ReceivedAt));

    public void Clear() => _violations.Clear();
}
