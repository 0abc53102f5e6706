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
public class ReopenedOrderTests : AdminShopTestBase
{
    [SetUp]
    public async Task SetUp()
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task It_is_not_cancelled_again_and_its_stock_comes_back_once(bool byTheTask)
    {
        if (byTheTask)
            await LetTheWindowPassAsync();
        else
            await PressAsync("cancelorder");
        Assert.That((await _fixture.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Cancelled));
        var stock = await StockAsync();

        await PressAsync("btnSaveOrderStatus");
        for (var minute = 0; minute < 3; minute++)
            await LetTheWindowPassAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Pending));
        Assert.That(await StockAsync(), Is.EqualTo(stock));
        Assert.That((await _fixture.NotesOfGlaseAsync()).Count(note => note.Contains("not paid in time", StringComparison.Ordinal)),
            Is.EqualTo(byTheTask ? 1 : 0));
    }

    [Test]
    public async Task Its_shopper_gets_a_new_code_and_pays()
    {
        await LetTheWindowPassAsync();
        await PressAsync("btnSaveOrderStatus");

        await _httpShopper.GoAsync($"orderdetails/{(await _fixture.OnlyOrderAsync()).Id}");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=repost-payment]"));
        _fixture.Glase.Pay(_httpShopper.Code.Reference);
        await _httpShopper.CompleteAsync(_httpShopper.Code);

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task One_that_nobody_touched_is_cancelled_once()
    {
        for (var minute = 0; minute < 3; minute++)
            await LetTheWindowPassAsync();

        Assert.That((await _fixture.NotesOfGlaseAsync()).Count(note => note.Contains("not paid in time", StringComparison.Ordinal)),
            Is.EqualTo(1));
        Assert.That((await _fixture.AllAsync<GlaseOrderCancellation>()).Single().CompletedOnUtc, Is.Not.Null);
    }

    private async Task LetTheWindowPassAsync()
    {
        await _fixture.ChangePaymentsAsync(payment => payment.DeadlineOnUtc = payment.ExpiresOnUtc -= TimeSpan.FromMinutes(15));
        await _fixture.Shop.RunAsync(async services =>
        {
            var orders = services.GetRequiredService<IRepository<Order>>();
            var order = await orders.GetByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            order.CreatedOnUtc -= TimeSpan.FromMinutes(15);
            await orders.UpdateAsync(order, publishEvent: false);
        });
        await _fixture.RunTaskAsync();
    }

    private async Task<IEnumerable<int>> StockAsync()
    {
        return (await _fixture.AllAsync<Product>()).Select(product => product.StockQuantity).ToList();
    }

    private async Task PressAsync(string button)
    {
        await _admin.GoAsync($"Admin/Order/Edit/{(await _fixture.OnlyOrderAsync()).Id}");
        await _admin.PressAsync(_admin.Page.QuerySelector($"#{button}"));
    }
}
