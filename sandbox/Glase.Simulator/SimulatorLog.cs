namespace Glase.Simulator;

/// <summary>Tells in one line what happens, to whoever listens.</summary>
internal sealed class SimulatorLog(SimulatorOptions options)
{
    public void Write(string line) => options.Log?.Invoke(line);
}
