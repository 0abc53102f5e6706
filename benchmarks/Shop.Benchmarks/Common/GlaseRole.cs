using Glase.Simulator;

namespace Shop.Benchmarks.Common;

/// <summary>
/// The simulator in a process of its own: a Glase that keeps all the rules.
/// </summary>
internal static class GlaseRole
{
    public const string Name = "glase";

    public static Task<Child> StartAsync() => Child.StartAsync(Name);

    public static async Task RunAsync()
    {
        await using var glase = await GlaseSimulator.StartAsync(new SimulatorOptions { RequestLimit = 0 });
        var role = new Role();
        await role.RunAsync(glase.ServiceUri.ToString());
    }
}
