using Nop.Plugin.Payments.Glase.Api;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// The lines of a table, one after the other in one shop.
/// </summary>
/// <param name="operation">The call that will be failing</param>
/// <param name="isLive">Whether the shop asks Glase by itself; otherwise the test alone does</param>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public abstract class FaultTest(GlaseOperation operation, bool isLive = true)
{
    private protected FaultShop Shop { get; private set; }

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Shop = await FaultShop.StartAsync(operation, isLive);
        await PrepareAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await Shop.DisposeAsync();

    // What all lines begin with.
    protected virtual Task PrepareAsync() => Task.CompletedTask;
}
