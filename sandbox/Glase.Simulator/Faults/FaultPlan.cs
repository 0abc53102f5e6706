using Glase.Simulator.Control;

namespace Glase.Simulator.Faults;

/// <summary>The faults that are waiting for calls; the first that applies to a call befalls it.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_lock)
                return _waiting.ConvertAll(waiting => waiting.Fault);
        }
    }

    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
            _waiting.Add(new Waiting(fault));
    }

    public void Clear()
    {
        lock (_lock)
            _waiting.Clear();
    }

    internal Fault Take(CallRecord call)
    {
        lock (_lock)
        {
            foreach (var waiting in _waiting)
            {
                if (!waiting.Befalls(call))
                    continue;
                if (waiting.IsSpent)
                    _waiting.Remove(waiting);
                return waiting.Fault;
            }
        }

        return null;
    }

    private sealed class Waiting(Fault fault)
    {
        private int _toSkip = fault.Skip;
        private int? _left = fault.Count;

        public Fault Fault => fault;

        public bool IsSpent => _left <= 0;

        public bool Befalls(CallRecord call)
        {
            if (fault.Operation != null && fault.Operation != call.Operation)
                return false;
            if (fault.InvoiceReference != null && fault.InvoiceReference != call.InvoiceReference)
                return false;
            if (_toSkip > 0)
            {
                _toSkip--;
                return false;
            }

            _left--;
            return true;
        }
    }
}
