using Glase.Simulator.Control;

namespace Glase.Simulator.Faults;

/// <summary>The faults that are waiting for calls; the first that applies to a call befalls it.</summary>
public sealed class FaultPlan : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];
    private CancellationTokenSource _delays = new();
    private int _heldCalls;

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_lock)
                return _waiting.ConvertAll(waiting => waiting.Fault);
        }
    }

    /// <summary>How many calls were held back so far, before their answer or in the middle of it.</summary>
    public int HeldCalls => Volatile.Read(ref _heldCalls);

    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
            _waiting.Add(new Waiting(fault));
    }

    /// <summary>Removes all faults; the calls that a delay holds back go on at once.</summary>
    public void Clear()
    {
        CancellationTokenSource delays;
        lock (_lock)
        {
            _waiting.Clear();
            delays = _delays;
            _delays = new CancellationTokenSource();
        }

        delays.Cancel();
        delays.Dispose();
    }

    public void Dispose() => _delays.Dispose();

    /// <summary>In real time, cut short when the faults are removed or the simulator stops.</summary>
    internal async Task DelayAsync(Fault fault, CancellationToken stopping)
    {
        CancellationTokenSource ending;
        lock (_lock)
            ending = CancellationTokenSource.CreateLinkedTokenSource(_delays.Token, stopping);
        Interlocked.Increment(ref _heldCalls);
        using (ending)
            await Task.Delay(fault.DelayMilliseconds, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
