using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

/// <summary>Waits for what happens in the background.</summary>
internal static class Poll
{
    public static async Task UntilAsync(Func<bool> happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!happened())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail("It did not happen within 10 s.");
            await Task.Delay(10);
        }
    }
}
