using Glase.Simulator.Rules;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
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

    // Of all of them at once.
    private static readonly TimeSpan _completionTime = TimeSpan.FromSeconds(40);

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

    // Each has a cart and a page of its own, and pays before, while or after a node is down.
    [Test]
    public async Task Shoppers_who_wait_while_each_node_is_started_again_all_get_their_orders([Values] bool hasRedis)
    {
        await using var farm = await FarmFixture.StartAsync(2, hasRedis ? NewRedis() : null, kind: DatabaseKind.PostgreSql);
        farm.Glase.NotificationMode = NotificationMode.Off;
        Uri[] nodes = [farm.AddressOf(0), farm.AddressOf(1)];
        List<WaitingShopper> shoppers = [];
        foreach (var batch in Enumerable.Range(0, Shoppers).Chunk(4))
            shoppers.AddRange(await Task.WhenAll(batch.Select(number => WaitingShopper.EnterAsync(number % 2 == 0 ? nodes : [.. nodes.Reverse()]))));
        await ShopFixture.UntilAsync(() => Task.FromResult(shoppers.TrueForAll(shopper => shopper.Page.IsStreaming)), "all pages");
        await using var polls = new PollRecorder(farm.Glase, shoppers.ConvertAll(shopper => shopper.Invoice));

        var next = 0;
        foreach (var node in new[] { 0, 1 })
        {
            Pay(4);
            await farm.StopAsync(node);
            Pay(4);
            await Task.Delay(TimeSpan.FromSeconds(1));
            await farm.RestartAsync(node);
        }

        await Task.WhenAll(shoppers.Take(next).Select(shopper => shopper.Page.Paid)).WaitAsync(_longestPause);
        await ShopFixture.UntilAsync(() => Task.FromResult(shoppers.Skip(next).All(shopper => shopper.Page.IsStreaming)), "streams again");
        Pay(Shoppers - next);
        await Task.WhenAll(shoppers.Select(shopper => shopper.Completed)).WaitAsync(_completionTime);

        TestContext.Out.WriteLine($"without a poll for {polls.LongestPause.TotalSeconds:0.0} s");
        Assert.That(polls.LongestPause, Is.LessThan(_longestPause));
        await AssertOrdersAsync(farm, shoppers);
        foreach (var shopper in shoppers)
            await shopper.DisposeAsync();

        void Pay(int count)
        {
            foreach (var shopper in shoppers.Skip(next).Take(count))
                farm.Glase.Pay(shopper.Invoice.Reference);
            next += count;
        }
    }

    private static async Task AssertOrdersAsync(FarmFixture farm, List<WaitingShopper> shoppers)
    {
        var orders = await farm.AllAsync<Order>();
        var payments = await farm.AllAsync<GlasePayment>();
        Assert.Multiple(() =>
        {
            Assert.That(orders, Has.Count.EqualTo(Shoppers));
            Assert.That(orders.Select(order => order.CustomerId), Is.Unique);
            Assert.That(payments, Has.Count.EqualTo(Shoppers));
            Assert.That(farm.Glase.Refunds, Is.Empty);
            foreach (var shopper in shoppers)
            {
                var invoice = farm.Glase.Invoice(shopper.Invoice.Reference);
                Assert.That((invoice.Status, invoice.Reversed), Is.EqualTo((InvoiceStatus.Paid, false)), "none was reversed");
                var payment = payments.Single(row => row.Token == shopper.Invoice.Token);
                var order = orders.Single(row => row.Id == payment.OrderId);
                Assert.That((order.PaymentStatus, order.OrderTotal, order.CaptureTransactionId, order.CustomerId),
                    Is.EqualTo((PaymentStatus.Paid, invoice.Amount.Value, invoice.ErsReference, payment.CustomerId)));
            }
        });
    }

    private string NewRedis()
    {
        var server = new RedisServer();
        _servers.Add(server);
        return server.ConnectionString;
    }
}
