using Glase.Simulator.Control;
using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>Notes what is wrong with a call's context but no reason to refuse it.</summary>
internal sealed class ContextCheck(ViolationLog violations)
{
    private const int Remembered = 100_000;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _references = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    public void Check(ClientContext context, CallRecord call)
    {
        var reference = context.ClientReference;
        if (string.IsNullOrWhiteSpace(reference))
            violations.Add(ViolationKind.ClientReferenceMissing, call, "clientReference is missing");
        else if (!Remember(reference))
            violations.Add(ViolationKind.ClientReferenceRepeated, call, $"clientReference {reference} was used before");
        var timeout = context.ClientRequestTimeout;
        if (timeout != 0)
            violations.Add(ViolationKind.ClientRequestTimeoutNotZero, call, $"clientRequestTimeout is {timeout}");
    }

    private bool Remember(string reference)
    {
        lock (_lock)
        {
            if (!_references.Add(reference))
                return false;
            _oldestFirst.Enqueue(reference);
            if (_oldestFirst.Count > Remembered)
                _references.Remove(_oldestFirst.Dequeue());
            return true;
        }
    }
}
