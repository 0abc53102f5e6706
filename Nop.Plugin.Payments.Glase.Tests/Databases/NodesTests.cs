using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Two shops on one database are two nodes of one shop.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
internal sealed class NodesTests(DatabaseKind kind)
{
    private ShopFixture _shop;
    private SandboxShop _other;

    [SetUp]
    public async Task SetUp()
    {
        _shop = await ShopFixture.StartAsync(kind: kind);
        _other = await _shop.StartNodeAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        if (_other is not null)
            await _other.DisposeAsync();
        if (_shop is not null)
            await _shop.DisposeAsync();
    }

    [Test]
    public async Task One_node_at_a_time_holds_a_lock()
    {
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(caller => Task.Run(() =>
        {
            var node = caller % 2 == 0 ? _shop.Shop : _other;
            return node.RunAsync(services => services.GetRequiredService<DistributedLock>().RunAsync("payment", async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Delay(2);
                Interlocked.Decrement(ref inside);
            }));
        })));

        Assert.That(most, Is.EqualTo(1));
        await ShopFixture.UntilAsync(async () => (await _shop.LocksAsync()).Count == 0, "every lock to be released");
    }

    [Test]
    public async Task A_payment_that_both_nodes_complete_makes_one_order()
    {
        using var shopper = _shop.NewShopper();
        await shopper.PutIntoCartAsync();
        var code = await shopper.CheckOutAsync();
        _shop.Glase.Pay(code.Reference);
        using var notifier = new HttpClient();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(caller => Task.Run(() => (caller % 2) switch
        {
            0 => shopper.Http.PostAsync(code.CompleteUrl, new FormUrlEncodedContent([code.RequestToken])),
            _ => notifier.PostAsync(new Uri(_other.BaseUri, new Uri(_shop.Glase.Invoice(code.Reference).Content.NotificationUrl).PathAndQuery),
                new FormUrlEncodedContent([KeyValuePair.Create("invoiceReference", code.Reference)]))
        })));

        await ShopFixture.UntilAsync(async () => (await _shop.AllAsync<Order>()).Count > 0, "the order");
        Assert.That((await _shop.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }
}
