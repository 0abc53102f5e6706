using System.Globalization;
using AngleSharp.Dom;
using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using Nop.Services.Payments;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Refunds of orders whose total is not what was paid: it was edited afterwards, or has fractions of a cent.
/// </summary>
public class OrderRefundTests : AdminShopTestBase
{
    private const decimal Paid = 10.45m;

    private decimal RefundedAtGlase => _fixture.Glase.Refunds.Sum(refund => refund.Amount.Value);

    private IElement Beyond => _admin.Page.QuerySelector("[data-glase-overpayment]");

    [Test]
    public async Task What_a_lowered_total_leaves_at_Glase_is_said_and_refunded_from_the_order()
    {
        await ReportingShop.BuyAsync(_fixture);
        await PressAsync("saveordertotals", 8m);
        await PressAsync("refundorder");
        Assert.That(RefundedAtGlase, Is.EqualTo(8m));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("8.00 EUR refunded").And.Contains("2.45 EUR of the payment is left")
            .And.Contains("beyond the order's total").And.Contains("unless the payer got it back in another way"));
        Assert.That(Beyond.TextContent, Does.Contain("€2.45"));

        await RefundMoreAsync();

        var order = await _fixture.OnlyOrderAsync();
        Assert.Multiple(() =>
        {
            Assert.That(RefundedAtGlase, Is.EqualTo(Paid));
            Assert.That(order.RefundedAmount, Is.EqualTo(8m), "nopCommerce shows no more than the total");
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
            Assert.That(Beyond, Is.Null);
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Nothing_is_refunded_where_the_order_was_changed_since_it_was_read(bool isCancelled)
    {
        await ReportingShop.BuyAsync(_fixture);
        var read = await _fixture.OnlyOrderAsync();
        await _fixture.Shop.RunAsync(async services =>
        {
            var order = await _fixture.OnlyOrderAsync();
            if (isCancelled)
            {
                await services.GetRequiredService<IOrderProcessingService>().CancelOrderAsync(order, false);
                return;
            }

            order.OrderTotal = 8m;
            await services.GetRequiredService<IOrderService>().UpdateOrderAsync(order);
        });

        await _fixture.Shop.RunAsync(async services => Assert.That(
            (await services.GetRequiredService<IOrderProcessingService>().PartiallyRefundAsync(read, 4m)).Single(),
            Does.Contain("changed meanwhile").And.Contains("nothing was refunded")));

        var stored = await _fixture.OnlyOrderAsync();
        Assert.That(isCancelled ? stored.OrderStatus == OrderStatus.Cancelled : stored.OrderTotal == 8m, Is.True);
        Assert.That(RefundedAtGlase, Is.Zero);
    }

    [Test]
    public async Task The_difference_refunded_first_leaves_the_order_paid_and_refundable()
    {
        await ReportingShop.BuyAsync(_fixture);
        await PressAsync("saveordertotals", 8m);
        await OpenAsync();
        await RefundMoreAsync();
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.Zero);

        await PressAsync("partialrefundorder", 3m);
        await PressAsync("partialrefundorder", 5m);

        Assert.That(RefundedAtGlase, Is.EqualTo(Paid));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
    }

    [Test]
    public async Task The_same_form_sent_ten_times_refunds_once()
    {
        await ReportingShop.BuyAsync(_fixture);
        await PressAsync("saveordertotals", 4m);
        await OpenAsync();
        var button = _admin.Button("Refund this amount");
        var id = (await _fixture.LastPaymentAsync()).Id;
        var token = _admin.Page.QuerySelector("#order-form [name=__RequestVerificationToken]").GetAttribute("value");
        var fields = new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token, [$"glase-amount-{id}"] = "2,50", [$"glase-refunded-{id}"] = "0"
        };

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() =>
            _admin.Http.PostAsync(button.GetAttribute("formaction"), new FormUrlEncodedContent(fields)))));

        Assert.That(_fixture.Glase.Refunds.Single().Amount.Value, Is.EqualTo(2.5m));
    }

    [TestCase("0", "must be above zero")]
    [TestCase("6.46", "At most 6.45 EUR can be refunded here")]
    [TestCase("2.505", "two decimals at the most")]
    [TestCase("much", "Enter an amount such as 2.50")]
    [TestCase("", "Enter an amount such as 2.50")]
    public async Task Wrong_amounts_get_a_message_and_refund_nothing(string amount, string message)
    {
        await ReportingShop.BuyAsync(_fixture);
        await PressAsync("saveordertotals", 4m);
        await OpenAsync();

        await RefundMoreAsync(amount);

        Assert.That(_admin.Notice, Does.Contain(message));
        Assert.That(_fixture.Glase.Refunds, Is.Empty);
    }

    [Test]
    public async Task A_lost_answer_blocks_it_until_an_admin_decides()
    {
        await ReportingShop.BuyAsync(_fixture);
        await PressAsync("saveordertotals", 8m);
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await OpenAsync();
        await RefundMoreAsync();

        Assert.That(Beyond, Is.Null);
        await PressAsync("refundorder");
        Assert.That(_admin.Notice, Does.Contain("The outcome of an earlier refund of 2.45 EUR is not known"));

        var refund = (await _fixture.AllAsync<GlaseRefund>()).Single();
        await OpenAsync();
        await _admin.PressAsync(_admin.Button("It was refunded"), ($"glase-checked-{refund.Id}", "true"));
        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.Zero, "it was beyond the order's total");
        await PressAsync("refundorder");
        Assert.That(RefundedAtGlase, Is.EqualTo(Paid));
    }

    [Test]
    public async Task An_order_edited_to_nothing_is_refunded_from_its_card_and_ends_refunded()
    {
        await ReportingShop.BuyAsync(_fixture);
        await PressAsync("saveordertotals", 0m);
        await OpenAsync();
        Assert.That(_admin.Page.QuerySelector("#refundorder"), Is.Null, "nopCommerce offers nothing");

        await RefundMoreAsync();

        Assert.That(RefundedAtGlase, Is.EqualTo(Paid));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
    }

    [Test]
    public async Task What_was_only_marked_as_refunded_can_still_be_refunded()
    {
        await ReportingShop.BuyAsync(_fixture);
        await PressAsync("refundorderoffline");
        await OpenAsync();

        await RefundMoreAsync();

        Assert.That(RefundedAtGlase, Is.EqualTo(Paid));
        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.EqualTo(Paid));
    }

    // Where the shop does not round while it calculates; 42.6564 is paid as 42.66, and 42.6549 as 42.65.
    [TestCase(42.6564, "10", "32.6564")]
    [TestCase(42.6564, "10", "32.66")]
    [TestCase(42.6564, "42.65", "0.01")]
    [TestCase(42.6564, "42.66")]
    [TestCase(42.6549, "42.65")]
    [TestCase(42.6549, "2.65", "40")]
    public async Task Fractions_of_a_cent_go_with_the_last_refund(decimal total, params string[] refunds)
    {
        await FractionsAsync(total);

        foreach (var amount in refunds)
        {
            await PressAsync("partialrefundorder", decimal.Parse(amount, CultureInfo.InvariantCulture));
            Assert.That(_admin.Notice, Is.Empty);
        }

        var order = await _fixture.OnlyOrderAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
            Assert.That(order.RefundedAmount, Is.EqualTo(total));
            Assert.That(RefundedAtGlase, Is.EqualTo(Math.Round(total, 2)));
            Assert.That((await _fixture.AllAsync<GlaseRefund>()).Select(refund => refund.SyncedToOrderOnUtc), Has.None.Null);
        });
    }

    [Test]
    public async Task Fractions_in_the_middle_are_refused_as_before()
    {
        await FractionsAsync(42.6564m);

        await PressAsync("partialrefundorder", 10.005m);

        Assert.That(_admin.Notice, Does.Contain("two decimals at the most"));
        Assert.That(_fixture.Glase.Refunds, Is.Empty);
    }

    [Test]
    public async Task Fractions_are_recorded_by_the_task_when_a_process_died_after_the_refund()
    {
        await FractionsAsync(42.6549m);
        await PressAsync("partialrefundorder", 42.65m);
        await ChangeOrderAsync(order => (order.RefundedAmount, order.PaymentStatus) = (0m, PaymentStatus.Paid));
        await _fixture.ChangeAllAsync<GlaseRefund>(refund =>
        {
            refund.SyncedToOrderOnUtc = null;
            refund.CreatedOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod;
        });

        await _fixture.RunTaskAsync();

        var refunded = await _fixture.OnlyOrderAsync();
        Assert.That((refunded.RefundedAmount, refunded.PaymentStatus), Is.EqualTo((42.6549m, PaymentStatus.Refunded)));
    }

    [Test]
    public async Task A_refund_that_the_order_does_not_show_is_not_sent_again_beside_an_offline_one()
    {
        await ReportingShop.BuyAsync(_fixture);
        await PressAsync("partialrefundorderoffline", 3m);
        await RefundAndDieAsync(2m);
        await LetTimePassAsync(RefundExecutor.DuplicateRequestWindow);

        await PressAsync("partialrefundorder", 2m);

        Assert.That(_admin.Notice, Does.Contain("does not show a refund that Glase made"));
        Assert.That((RefundedAtGlase, (await _fixture.OnlyOrderAsync()).RefundedAmount), Is.EqualTo((2m, 3m)));
        Assert.That(_admin.Page.Body.TextContent, Does.Contain("€2.00 that the order does not show"));

        await LetTimePassAsync(2 * GlaseDefaults.PlacementGracePeriod);
        await _fixture.RunTaskAsync();
        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.EqualTo(5m), "the offline refund, and Glase's");

        await PressAsync("partialrefundorder", 2m);
        Assert.That((RefundedAtGlase, (await _fixture.OnlyOrderAsync()).RefundedAmount), Is.EqualTo((4m, 7m)));
    }

    [TestCase(2)]
    [TestCase(1)]
    public async Task An_order_read_before_another_refund_is_not_refunded(decimal amount)
    {
        await ReportingShop.BuyAsync(_fixture);
        await PressAsync("partialrefundorderoffline", 3m);
        var (first, second, third) = (await _fixture.OnlyOrderAsync(), await _fixture.OnlyOrderAsync(), await _fixture.OnlyOrderAsync());
        Assert.That(await RefundAsync(first, 2m), Is.Empty);
        await LetTimePassAsync(RefundExecutor.DuplicateRequestWindow);

        Assert.That(await RefundAsync(second, amount), Has.One.Contains("shows 5.00 EUR as refunded by now, and showed 3.00 EUR"));
        await PressAsync("partialrefundorderoffline", 1m);
        third.RefundedAmount = 5m;
        Assert.That(await RefundAsync(third, amount), Has.One.Contains("shows 6.00 EUR as refunded by now"), "an offline one counts too");

        Assert.That((RefundedAtGlase, (await _fixture.OnlyOrderAsync()).RefundedAmount), Is.EqualTo((2m, 6m)));
    }

    private Task<IList<string>> RefundAsync(Order order, decimal amount)
    {
        return _fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().PartiallyRefundAsync(order, amount));
    }

    // The process ends before nopCommerce saves the order.
    private Task<RefundPaymentResult> RefundAndDieAsync(decimal amount)
    {
        return _fixture.Shop.RunAsync(async services => await services.GetRequiredService<OrderRefundService>().RefundAsync(
            new RefundPaymentRequest { Order = await _fixture.OnlyOrderAsync(), AmountToRefund = amount, IsPartialRefund = true }));
    }

    private Task LetTimePassAsync(TimeSpan time)
    {
        return _fixture.ChangeAllAsync<GlaseRefund>(refund =>
        {
            refund.CreatedOnUtc -= time;
            refund.SucceededOnUtc -= time;
        });
    }

    private async Task FractionsAsync(decimal total)
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        using var httpShopper = _fixture.NewShopper();
        await httpShopper.PutIntoCartAsync();
        await httpShopper.CheckOutAsync();
        await httpShopper.ContinueAndConfirmAsync();
        await ChangeOrderAsync(order => order.OrderTotal = total);
        _fixture.Glase.Pay(httpShopper.Code.Reference);
        await httpShopper.CompleteAsync(httpShopper.Code);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    private Task ChangeOrderAsync(Action<Order> change)
    {
        return _fixture.Shop.RunAsync(async services =>
        {
            var orders = services.GetRequiredService<IOrderService>();
            var order = await orders.GetOrderByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            change(order);
            await orders.UpdateOrderAsync(order);
        });
    }

    private async Task RefundMoreAsync(string amount = null)
    {
        var field = $"glase-amount-{(await _fixture.LastPaymentAsync()).Id}";
        await _admin.PressAsync(_admin.Button("Refund this amount"), amount is null ? [] : [(field, amount)]);
    }

    private async Task OpenAsync()
    {
        await _admin.GoAsync($"Admin/Order/Edit/{(await _fixture.OnlyOrderAsync()).Id}");
    }

    private async Task PressAsync(string button, decimal? amount = null)
    {
        await OpenAsync();
        await _admin.PressAsync(_admin.Page.QuerySelector($"#{button}"),
            amount is { } value ? [("amount", value.ToString(CultureInfo.InvariantCulture))] : []);
    }
}
