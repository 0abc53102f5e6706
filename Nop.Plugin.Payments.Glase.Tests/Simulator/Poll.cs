namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

/// <summary>Waits for what happens in the background.</summary>
internal static class Poll
{
    public static async Task UntilAsync(Func<bool> happened)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!happened())
        {
            if (timeout.IsCancellationRequested)
                throw new TimeoutException("It did not happen within 10 s.");
            await Task.Delay(10);
        }
    }
}
