using System.Globalization;
using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;
using Nop.Services.Messages;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An order that was saved in part is completed once.
/// </summary>
public class PartialOrderTests : PartialOrderTestBase
{
    // What fails, and how often it is called before that.
    private static IEnumerable<TestCaseData> Failures()
    {
        yield return Failure(nameof(IShoppingCartService.ClearShoppingCartAsync), 0, "emptying the cart");
        yield return Failure(nameof(IWorkflowMessageService.SendOrderPlacedStoreOwnerNotificationAsync), 0, "the owner's email");
        yield return Failure(nameof(IWorkflowMessageService.SendOrderPlacedCustomerNotificationAsync), 0, "the customer's email");
        yield return Failure(nameof(ICustomerService.ResetCheckoutDataAsync), 0, "the checkout's data");
        yield return Failure(nameof(IOrderService.InsertOrderNoteAsync), 3, "the note of its status");
    }

    private static TestCaseData Failure(string method, int callsBefore, string name)
    {
        return new TestCaseData(method, callsBefore).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Failures))]
    public async Task An_order_saved_in_part_is_completed_once(string method, int callsBefore)
    {
        await CheckOutAndPayAsync(isReduced: true);
        (_failing, _callsBefore) = (method, callsBefore);

        await PassAsync();
        await _fixture.RunTaskAsync();
        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.That(_failing, Is.Null, "it failed");
        await IsCompleteAsync();
    }

    [Test]
    public async Task A_shopper_who_is_there_gets_the_receipt_at_once()
    {
        var code = await CheckOutAndPayAsync(isReduced: true);
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);

        await _httpShopper.CompleteAsync(code);

        Assert.That(_httpShopper.At.AbsolutePath, Does.Contain("completed"));
        await IsCompleteAsync();
    }

    [Test]
    public async Task An_order_that_the_plugin_placed_is_completed_after_its_node_died()
    {
        var code = await CheckOutAndPayAsync(isReduced: true);
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);
        _isDead = true;
        await _httpShopper.CompleteAsync(code);
        _isDead = false;
        Assert.That(_failing, Is.Null, "it failed");

        await PassAsync(GlaseDefaults.LockedWorkGracePeriod - TimeSpan.FromSeconds(4));
        await _fixture.RunTaskAsync();
        Assert.That(await _fixture.AllAsync<ShoppingCartItem>(), Is.Not.Empty, "it may still be being placed");
        await PassAsync(TimeSpan.FromSeconds(5));
        await _fixture.RunTaskAsync();

        await IsCompleteAsync();
    }

    [Test]
    public async Task An_order_that_an_admin_cancels_while_it_is_completed_stays_cancelled_and_the_payer_is_refunded()
    {
        await _httpShopper.PutIntoCartAsync(Article);
        var code = await _httpShopper.CheckOutAsync();
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);
        await _httpShopper.ContinueAndConfirmAsync();
        Assert.That(_failing, Is.Null, "it failed");
        _fixture.Glase.Pay(code.Reference);
        await _fixture.Glase.NotifyAsync(code.Reference);
        _afterPlaced = () => _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>()
            .CancelOrderAsync(await _fixture.OnlyOrderAsync(), false));

        await PassAsync();
        await _fixture.RunTaskAsync();

        var order = await _fixture.OnlyOrderAsync();
        Assert.That((order.OrderStatus, order.PaymentStatus), Is.EqualTo((OrderStatus.Cancelled, PaymentStatus.Pending)));
        Assert.That(_events, Is.EqualTo(new[] { nameof(OrderPlacedEvent) }), "it was completed, and not paid");
        Assert.That(_fixture.Glase.Invoice(code.Reference).Refunds.Sum(refund => refund.Amount.Value), Is.EqualTo((await _fixture.LastPaymentAsync()).PaidAmount));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_authorized_order_is_voided_where_its_reservation_ends_before_the_order_is_completed(bool isKnownToGlase)
    {
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Manual);
        await _httpShopper.PutIntoCartAsync(Article);
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Reserve(code.Reference);
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);
        _isDead = true;
        await _httpShopper.CompleteAsync(code);
        _isDead = false;
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        var payment = await _fixture.LastPaymentAsync();
        Assert.That(payment.OrderId, Is.Null);

        if (isKnownToGlase)
        {
            _fixture.Glase.SetStatus(code.Reference, "EXPIRED");
            await _fixture.Shop.RunAsync(services => services.GetRequiredService<PaymentStatusRecorder>().PollAsync(payment));
            await _fixture.ChangePaymentsAsync(row => row.ReservationCheckOnUtc -= GlaseDefaults.PlacementGracePeriod);
            await PassAsync();
            await _fixture.RunTaskAsync();
        }
        else
        {
            _fixture.Glase.Faults.Add(Fault.Result((int)GlaseResultCode.InvalidInvoiceReference).Forever());
            await _fixture.Shop.RunAsync(services => services.GetRequiredService<LostReservationResolution>().EndAsync(payment.Id, "admin@example.com"));
        }

        var order = await _fixture.OnlyOrderAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
        Assert.That((await _fixture.LastPaymentAsync()).OrderId, Is.EqualTo(order.Id), "the payment's page names the order");
        Assert.That(await NotesAsync(), Has.One.Contains(isKnownToGlase ? "does not hold the money any more" : "ended the reservation"));
    }

    [Test]
    public async Task While_another_request_may_still_be_placing_it_nothing_is_done_twice()
    {
        var code = await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);
        await _httpShopper.ContinueAndConfirmAsync();
        Assert.That(_failing, Is.Null, "it failed");

        await _httpShopper.GoAsync($"glase/{code.Token}/status");
        Assert.That(_events, Is.Empty);
        await PassAsync();
        await _fixture.RunTaskAsync();

        await IsCompleteAsync();
    }

    [Test]
    public async Task What_the_shopper_puts_into_the_cart_afterwards_stays_there()
    {
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);
        await _httpShopper.ContinueAndConfirmAsync();
        await _httpShopper.PutIntoCartAsync(OtherArticle);

        await PassAsync();
        await _fixture.RunTaskAsync();

        var ordered = (await _fixture.AllAsync<OrderItem>()).Single();
        Assert.That((await _fixture.AllAsync<ShoppingCartItem>()).Single().ProductId, Is.Not.EqualTo(ordered.ProductId));
    }

    [Test]
    public async Task A_completion_that_fails_too_is_retried_while_the_shopper_reads_that_it_is_paid()
    {
        var code = await CheckOutAndPayAsync(isReduced: false);
        (_failing, _failures) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 1);
        _alsoFailing = nameof(IShoppingCartService.DeleteShoppingCartItemAsync);

        using var answer = await _httpShopper.CompleteAsync(code);

        Assert.That(_alsoFailing, Is.Null, "it failed");
        Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain("the shop is completing your order"));
        await PassAsync();
        await _fixture.RunTaskAsync();
        await IsCompleteAsync();
    }

    private async Task IsCompleteAsync()
    {
        var order = await _fixture.OnlyOrderAsync();
        var notes = await NotesAsync();
        var isReduced = order.OrderSubTotalDiscountExclTax > 0 || order.OrderDiscount > 0;
        Assert.Multiple(async () =>
        {
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(order.OrderStatus, Is.EqualTo(OrderStatus.Processing));
            Assert.That(order.CustomOrderNumber, Is.EqualTo(order.Id.ToString(CultureInfo.InvariantCulture)));
            Assert.That(await _fixture.AllAsync<ShoppingCartItem>(), Is.Empty);
            Assert.That((await _fixture.AllAsync<OrderItem>()).Count, Is.EqualTo(1));
            Assert.That((await _fixture.AllAsync<DiscountUsageHistory>()).Count, Is.EqualTo(isReduced ? 1 : 0));
            Assert.That((await _fixture.AllAsync<GiftCardUsageHistory>()).Count, Is.EqualTo(isReduced ? 1 : 0));
            Assert.That(notes.Count(note => note == "Order placed"), Is.EqualTo(1));
            foreach (var email in new[] { "\"Order placed\" email (to store owner)", "\"Order placed\" email (to customer)",
                "\"Order paid\" email (to customer)" })
                Assert.That(notes.Count(note => note.StartsWith(email, StringComparison.Ordinal)), Is.EqualTo(1), email);
            Assert.That(notes.Count(note => note.Contains("status has been changed")), Is.LessThanOrEqualTo(1));
            Assert.That(_events, Is.EqualTo(new[] { nameof(OrderPlacedEvent), nameof(OrderPaidEvent) }));
            Assert.That(_fixture.Glase.Refunds, Is.Empty);
            Assert.That((await _fixture.LastPaymentAsync()).AppliedOnUtc, Is.Not.Null);
        });
    }
}
