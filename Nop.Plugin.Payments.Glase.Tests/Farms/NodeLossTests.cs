using Glase.Simulator.Rules;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;
using Shop.Benchmarks.PaidToScreen;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// A node ends, with notice or without, while shoppers wait.
/// </summary>
[Parallelizable(ParallelScope.Children)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NodeLossTests : IDisposable
{
    private const int Shoppers = 20;

    // Glase reverses a payment that nobody has asked about for 20 seconds.
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(15);

    private readonly List<RedisServer> _servers = [];

    public void Dispose() => _servers.ForEach(server => server.Dispose());

    [Test]
    public async Task A_node_killed_while_it_is_elected_is_followed_and_the_payment_completed([Values] bool hasRedis)
    {
        await using var farm = await FarmFixture.StartAsync(1, hasRedis ? NewRedis() : null, kind: DatabaseKind.PostgreSql);
        farm.Glase.NotificationMode = NotificationMode.Off;
        using var killed = await farm.StartProcessAsync();
        using var shopper = new HttpShopper(farm.AddressOf(0));
        await shopper.PutIntoCartAsync();
        var code = await shopper.GetCodeAsync();
        var invoice = new IssuedCode(code.Token, code.Reference);
        await using var lost = FarmFixture.Open(killed.Address, code.Token);
        await lost.UntilToldAsync("waiting");
        await Task.Delay(TimeSpan.FromSeconds(1.2));
        await using var left = farm.Open(0, code.Token);
        await left.UntilToldAsync("waiting");
        await Task.Delay(TimeSpan.FromSeconds(2.5));

        await using var polls = new PollRecorder(farm.Glase, [invoice]);
        killed.Kill();
        var asked = farm.Polls(invoice);
        await ShopFixture.UntilAsync(() => Task.FromResult(farm.Polls(invoice) > asked + 1), "another node");
        var pause = polls.LongestPauseOfProcess;
        farm.Glase.Pay(code.Reference);
        await left.UntilToldAsync("\"paid\"");
        await shopper.CompleteAsync(code);

        TestContext.Out.WriteLine($"without a poll for {polls.LongestPause.TotalSeconds:0.0} s, {pause.TotalSeconds:0.0} s of this process");
        Assert.That(pause, Is.InRange(TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(7)), "the killed node was the elected one");
        Assert.That(polls.LongestPause, Is.LessThan(_longestPause));
        var order = (await farm.AllAsync<Order>()).Single();
        Assert.That((order.PaymentStatus, order.OrderTotal), Is.EqualTo((PaymentStatus.Paid, farm.Glase.Invoice(code.Reference).Amount.Value)));
    }

    [Test]
    public async Task Shoppers_who_wait_while_each_node_is_started_again_are_all_served([Values] bool hasRedis)
    {
        await using var farm = await FarmFixture.StartAsync(2, hasRedis ? NewRedis() : null, kind: DatabaseKind.PostgreSql);
        farm.Glase.NotificationMode = NotificationMode.Off;
        var codes = await farm.IssueAsync(notifiedNode: 0, Shoppers);
        Uri[] nodes = [farm.AddressOf(0), farm.AddressOf(1)];
        var pages = codes.Select((code, number) => new WaitingPage(number % 2 == 0 ? nodes : nodes.Reverse(), code.Token)).ToList();
        await ShopFixture.UntilAsync(() => Task.FromResult(pages.TrueForAll(page => page.IsStreaming)), "all pages");
        await using var polls = new PollRecorder(farm.Glase, codes);

        var next = 0;
        foreach (var node in new[] { 0, 1 })
        {
            Pay(4);
            await farm.StopAsync(node);
            Pay(4);
            await Task.Delay(TimeSpan.FromSeconds(1));
            await farm.RestartAsync(node);
        }

        await Task.WhenAll(pages.Take(next).Select(page => page.Paid)).WaitAsync(_longestPause);
        await ShopFixture.UntilAsync(() => Task.FromResult(pages.Skip(next).All(page => page.IsStreaming)), "streams again");
        Pay(Shoppers - next);
        await Task.WhenAll(pages.Select(page => page.Paid)).WaitAsync(_longestPause);
        foreach (var page in pages)
            await page.DisposeAsync();

        TestContext.Out.WriteLine($"without a poll for {polls.LongestPause.TotalSeconds:0.0} s");
        Assert.That(polls.LongestPause, Is.LessThan(_longestPause));
        Assert.That(codes.Select(code => farm.Glase.Invoice(code.Reference).Status), Has.All.EqualTo("PAID"), "none was reversed");

        void Pay(int count)
        {
            foreach (var code in codes.Skip(next).Take(count))
                farm.Glase.Pay(code.Reference);
            next += count;
        }
    }

    private string NewRedis()
    {
        var server = new RedisServer();
        _servers.Add(server);
        return server.ConnectionString;
    }
}
