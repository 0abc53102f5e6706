using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Catalog;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What the owner is told of an order that was saved in part, and could not be completed.
/// </summary>
public class PartialOrderReportTests : PartialOrderTestBase
{
    [Test]
    public async Task Articles_that_were_not_saved_are_named_to_the_owner_and_stay_in_the_cart()
    {
        await _httpShopper.PutIntoCartAsync(OtherArticle);
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IOrderService.InsertOrderItemAsync), 1);

        await PassAsync();
        await _fixture.RunTaskAsync();

        var order = await _fixture.OnlyOrderAsync();
        var missing = (await _fixture.AllAsync<ShoppingCartItem>()).Single();
        var product = (await _fixture.AllAsync<Product>()).Single(one => one.Id == missing.ProductId);
        var item = (await _fixture.AllAsync<OrderItem>()).Single();
        Assert.Multiple(async () =>
        {
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(item.ProductId, Is.Not.EqualTo(missing.ProductId), "what the order has is taken out of the cart");
            Assert.That(await ReportAsync(), Does.Contain($"1 x \"{product.Name}\"").And.Contain("To be done by you"));
            Assert.That(_fixture.Glase.Refunds, Is.Empty);
            Assert.That(_events, Is.EqualTo(new[] { nameof(OrderPlacedEvent), nameof(OrderPaidEvent) }));
        });
    }

    [Test]
    public async Task Stock_that_was_not_reduced_is_told_to_the_owner()
    {
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IProductService.AdjustInventoryAsync), 0);

        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await ReportAsync(), Does.Contain("Check the stock of"));
        Assert.That(await _fixture.AllAsync<ShoppingCartItem>(), Is.Empty);
    }

    [Test]
    public async Task A_completion_that_was_interrupted_sends_nothing_twice_and_says_so()
    {
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);
        await _httpShopper.ContinueAndConfirmAsync();
        await _fixture.ChangePaymentsAsync(payment => payment.ApplyingOnUtc = payment.CreatedOnUtc);

        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await ReportAsync(), Does.Contain("sending it was interrupted"));
            Assert.That((await NotesAsync()).Count(note => note.StartsWith("\"Order placed\"", StringComparison.Ordinal)), Is.Zero);
            Assert.That((await _fixture.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Processing));
            Assert.That(await _fixture.AllAsync<ShoppingCartItem>(), Is.Empty);
        });
    }

    [Test]
    public async Task An_order_that_got_its_status_in_a_request_that_ended_is_told_to_the_owner()
    {
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IOrderService.InsertOrderNoteAsync), 3);
        await _httpShopper.ContinueAndConfirmAsync();
        Assert.That(_failing, Is.Null, "it failed");

        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await NotesAsync(), Has.One.Contains("interrupted when this order became paid"));
        Assert.That(_events, Is.EqualTo(new[] { nameof(OrderPlacedEvent) }));
        Assert.That((await _fixture.LastPaymentAsync()).AppliedOnUtc, Is.Not.Null);
    }

    [Test]
    public async Task A_note_that_cannot_be_saved_keeps_no_email_from_being_sent()
    {
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _failures) = (nameof(IOrderService.InsertOrderNoteAsync), 2);

        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await ReportAsync(), Does.Contain("\"Order placed\", the note"));
        Assert.That(await NotesAsync(), Has.One.StartsWith("\"Order placed\" email (to customer)"));
    }
}
