using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An admin re-opens an order that was cancelled because nobody paid it.
/// </summary>
public class ReopenedOrderTests
{
    private TestShop _world;
    private Shopper _shopper;
    private Shopper _admin;

    [SetUp]
    public async Task SetUp()
    {
        _world = await TestShop.StartAsync();
        await _world.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        _shopper = _world.NewShopper();
        _admin = _world.NewShopper();
        await _admin.LogInAsAdminAsync();
        await _shopper.PutIntoCartAsync();
        await _shopper.CheckOutAsync();
        await _shopper.ContinueAndConfirmAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        _shopper.Dispose();
        _admin.Dispose();
        await _world.DisposeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task It_is_not_cancelled_again_and_its_stock_comes_back_once(bool byTheTask)
    {
        if (byTheTask)
            await LetTheWindowPassAsync();
        else
            await PressAsync("cancelorder");
        Assert.That((await _world.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Cancelled));
        var stock = await StockAsync();

        await PressAsync("btnSaveOrderStatus");
        for (var minute = 0; minute < 3; minute++)
            await LetTheWindowPassAsync();

        Assert.That((await _world.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Pending));
        Assert.That(await StockAsync(), Is.EqualTo(stock));
        Assert.That((await _world.NotesOfGlaseAsync()).Count(note => note.Contains("nobody paid in time", StringComparison.Ordinal)),
            Is.EqualTo(byTheTask ? 1 : 0));
    }

    [Test]
    public async Task Its_shopper_gets_a_new_code_and_pays()
    {
        await LetTheWindowPassAsync();
        await PressAsync("btnSaveOrderStatus");

        await _shopper.GoAsync($"orderdetails/{(await _world.OnlyOrderAsync()).Id}");
        await _shopper.PressAsync(_shopper.Page.QuerySelector("[name=repost-payment]"));
        _world.Glase.Pay(_shopper.Code.Reference);
        await _shopper.CompleteAsync(_shopper.Code);

        Assert.That((await _world.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task One_that_nobody_touched_is_cancelled_once()
    {
        for (var minute = 0; minute < 3; minute++)
            await LetTheWindowPassAsync();

        Assert.That((await _world.NotesOfGlaseAsync()).Count(note => note.Contains("nobody paid in time", StringComparison.Ordinal)),
            Is.EqualTo(1));
        Assert.That((await _world.AllAsync<GlaseOrderCancellation>()).Single().DoneOnUtc, Is.Not.Null);
    }

    private async Task LetTheWindowPassAsync()
    {
        await _world.ChangeInvoicesAsync(invoice => invoice.ExpiresOnUtc -= TimeSpan.FromMinutes(15));
        await _world.Shop.RunAsync(async services =>
        {
            var orders = services.GetRequiredService<IRepository<Order>>();
            var order = await orders.GetByIdAsync((await _world.OnlyOrderAsync()).Id);
            order.CreatedOnUtc -= TimeSpan.FromMinutes(15);
            await orders.UpdateAsync(order, publishEvent: false);
        });
        await _world.RunTaskAsync();
    }

    private async Task<IEnumerable<int>> StockAsync()
    {
        return (await _world.AllAsync<Product>()).Select(product => product.StockQuantity).ToList();
    }

    private async Task PressAsync(string button)
    {
        await _admin.GoAsync($"Admin/Order/Edit/{(await _world.OnlyOrderAsync()).Id}");
        await _admin.PressAsync(_admin.Page.QuerySelector($"#{button}"));
    }
}
