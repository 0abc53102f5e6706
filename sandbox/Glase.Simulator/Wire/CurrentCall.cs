using Glase.Simulator.Control;
using Glase.Simulator.Faults;

namespace Glase.Simulator.Wire;

/// <summary>The call that is being answered: its record, and the fault it shall suffer (null: none).</summary>
internal sealed class CurrentCall
{
    public CallRecord Record { get; set; }

    public Fault Fault { get; set; }

    /// <summary>Cancelled when the caller no longer waits for the answer.</summary>
    public CancellationToken HungUp { get; set; }
}
