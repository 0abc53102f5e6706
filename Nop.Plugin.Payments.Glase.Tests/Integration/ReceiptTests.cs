using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// The payer's receipt: sent once an order is paid, beside the order and never in its way.
/// </summary>
public class ReceiptTests
{
    private static readonly string Call = GlaseOperation.SubmitPaymentReceipt.WireName();

    private ShopFixture _fixture;
    private HttpShopper _httpShopper;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync();
        _httpShopper = _fixture.NewShopper();
    }

    [TearDown]
    public async Task TearDown()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task A_paid_order_s_receipt_reaches_Glase_without_the_task()
    {
        var order = await BuyAsync();
        var receipt = await OnlyReceiptAsync();

        var payment = await _fixture.LastPaymentAsync();
        var page = Parse(receipt);
        Assert.Multiple(async () =>
        {
            Assert.That((receipt.MimeType, receipt.ReceiptType), Is.EqualTo(("text/html", "PAYMENT_RECEIPT")));
            Assert.That(receipt.ErsReference, Is.EqualTo(order.CaptureTransactionId));
            Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo("en-US"));
            Assert.That(page.QuerySelector("h1").TextContent, Is.EqualTo("Receipt"));
            Assert.That(page.QuerySelectorAll("p").Select(text => text.TextContent), Does.Contain("Northlight AB"));
            Assert.That(page.QuerySelectorAll("dd").Select(text => text.TextContent),
                Does.Contain(order.CustomOrderNumber).And.Contain(payment.ErsReference));
            Assert.That(page.QuerySelector("tbody td").TextContent, Is.EqualTo("Forest roast coffee"));
            Assert.That(page.QuerySelector("tfoot td").TextContent, Is.EqualTo($"{payment.Amount:N2} EUR"));
            Assert.That((payment.ReceiptDueOnUtc, payment.ReceiptError), Is.EqualTo(((DateTime?)null, (string)null)));
            Assert.That(Encoding.UTF8.GetString(receipt.Data),
                Does.Not.Contain("Ada").And.Not.Contain("Storgatan").And.Not.Contain("ada@"));
            Assert.That(await _fixture.NotesOfGlaseAsync(), Has.Count.EqualTo(1), "the order's notes tell of the payment alone");
            Assert.That(_fixture.Glase.Violations, Is.Empty);
        });
    }

    [Test]
    public async Task Its_time_is_that_of_the_shop()
    {
        await BuyAsync();
        var paid = (await _fixture.LastPaymentAsync()).PaidOnUtc.Value;

        // The sandbox is in Stockholm.
        var there = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(paid, DateTimeKind.Utc),
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm"));
        Assert.That(Parse(await OnlyReceiptAsync()).QuerySelectorAll("dd")[1].TextContent,
            Does.StartWith(FormattableString.Invariant($"{there:yyyy-MM-dd HH:mm} UTC+0")));
    }

    [Test]
    public async Task It_is_in_the_shopper_s_language_from_right_to_left_where_that_is_its_way()
    {
        await _httpShopper.GoAsync("changelanguage/3");
        await BuyAsync();

        var page = Parse(await OnlyReceiptAsync());
        Assert.Multiple(() =>
        {
            Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo("ar-SA"));
            Assert.That(page.DocumentElement.GetAttribute("dir"), Is.EqualTo("rtl"));
            Assert.That(page.QuerySelector("h1").TextContent, Is.EqualTo("إيصال"));
            Assert.That(page.QuerySelectorAll("tbody td").Select(cell => cell.TextContent), Does.Contain("الشحن"));
        });
    }

    [Test]
    public async Task A_shop_that_sends_no_rows_shows_none_on_the_receipt_either()
    {
        await _fixture.ChangeAsync(settings => settings.SendInvoiceRows = false);
        await BuyAsync();

        Assert.That(Parse(await OnlyReceiptAsync()).QuerySelectorAll("tbody tr").Select(row => row.FirstElementChild.TextContent),
            Is.EqualTo(new[] { "Order" }));
    }

    [Test]
    public async Task One_that_would_be_too_large_has_one_row_with_the_total()
    {
        await _fixture.ChangeAllAsync<Product>(product => product.Name = new string('x', 1024 * 1024));
        _fixture.Glase.Faults.Add(Fault.Result(49).On("sendInvoice").Times(1));
        await BuyAsync();

        var receipt = await OnlyReceiptAsync();
        Assert.That(receipt.Data, Has.Length.LessThan(10_000));
        Assert.That(Parse(receipt).QuerySelectorAll("tbody tr"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task What_was_paid_stands_on_it_although_the_order_was_edited_meanwhile()
    {
        var order = await BuyDuringFaultAsync(Fault.Http(503));
        var paid = (await _fixture.LastPaymentAsync()).PaidAmount;
        await _fixture.ChangeAllAsync<Order>(row => row.OrderTotal += 5m);

        await MendAndRunTaskAsync();

        Assert.That(Parse(await OnlyReceiptAsync()).QuerySelector("tfoot td").TextContent, Is.EqualTo($"{paid:N2} EUR"));
        Assert.That(order.OrderTotal, Is.EqualTo(paid));
    }

    [Test]
    public async Task While_Glase_takes_no_receipts_orders_proceed_and_the_task_sends_them_later()
    {
        _fixture.Glase.Faults.Add(Fault.Delay(TimeSpan.FromMinutes(10)).On(Call).Forever());
        var order = await BuyAsync();
        var atFirst = await _fixture.LastPaymentAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(atFirst.ReceiptDueOnUtc, Is.Not.Null);
        Assert.That(atFirst.ReceiptError, Is.Null, "the first try is still waiting for Glase, and nobody for it");
        await UntilItFailedAsync();
        await _fixture.RunTaskAsync();
        Assert.That(_fixture.Glase.Receipts, Is.Empty, "a minute has to pass");

        await MendAndRunTaskAsync();

        // What the delay held back arrives as well: it is the same receipt.
        Assert.That((await _fixture.LastPaymentAsync()).ReceiptSubmittedOnUtc, Is.Not.Null);
        Assert.That(_fixture.Glase.Receipts.Select(receipt => receipt.ErsReference), Is.All.EqualTo(order.CaptureTransactionId));
        Assert.That(_fixture.Glase.Receipts, Is.Not.Empty);
    }

    [Test]
    public async Task However_many_receipts_fail_for_one_reason_the_log_says_so_once()
    {
        await BuyDuringFaultAsync(Fault.Result(10));
        await BuyDuringFaultAsync(Fault.Result(10));

        Assert.That((await _fixture.AllAsync<Log>()).Select(log => log.ShortMessage), Has.Exactly(1).Contains("its receipt"));
    }

    [Test]
    public async Task Where_Glase_does_not_answer_a_task_run_calls_once_and_leaves_the_others_due()
    {
        await BuyDuringFaultAsync(Fault.Http(404));
        await BuyDuringFaultAsync(Fault.Http(404));
        await MakeDueAsync();
        var requests = _fixture.Glase.CallCount(Call);

        await _fixture.RunTaskAsync();

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.That(_fixture.Glase.CallCount(Call), Is.EqualTo(requests + 1));
        Assert.That((await _fixture.AllAsync<GlasePayment>()).Select(row => row.ReceiptDueOnUtc < now),
            Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public async Task A_store_that_wants_no_receipts_sends_none()
    {
        await _fixture.ChangeAsync(settings => settings.SubmitReceipt = false);
        await BuyAsync();
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.LastPaymentAsync()).ReceiptDueOnUtc, Is.Null);
        Assert.That(_fixture.Glase.CallCount(Call), Is.Zero);
    }

    [Test]
    public async Task What_is_due_when_the_store_wants_no_more_receipts_is_dropped()
    {
        await BuyDuringFaultAsync(Fault.Result(20));
        await _fixture.ChangeAsync(settings => settings.SubmitReceipt = false);

        await MendAndRunTaskAsync();

        Assert.That(_fixture.Glase.Receipts, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).ReceiptDueOnUtc, Is.Null);
    }

    [Test]
    public async Task A_refund_that_comes_first_changes_nothing()
    {
        var order = await BuyDuringFaultAsync(Fault.Http(503));
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().RefundAsync(order));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));

        await MendAndRunTaskAsync();

        Assert.That((await OnlyReceiptAsync()).ErsReference, Is.EqualTo(order.CaptureTransactionId));
    }

    [Test]
    public async Task Of_ten_at_once_one_hands_it_in()
    {
        await BuyDuringFaultAsync(Fault.Result(20));
        var id = (await _fixture.LastPaymentAsync()).Id;
        _fixture.Glase.Faults.Clear();
        await MakeDueAsync();
        var requests = _fixture.Glase.CallCount(Call);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _fixture.Shop.RunAsync(services =>
            services.GetRequiredService<ReceiptSubmitter>().SubmitAsync(id)))));

        Assert.That(_fixture.Glase.CallCount(Call), Is.EqualTo(requests + 1));
        Assert.That(_fixture.Glase.Receipts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_reservation_has_none_until_it_is_captured()
    {
        await ReserveAsync();
        await _fixture.RunTaskAsync();
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        Assert.That(_fixture.Glase.CallCount(Call), Is.Zero);

        await CaptureAsync();

        Assert.That((await OnlyReceiptAsync()).ErsReference, Is.EqualTo((await _fixture.OnlyOrderAsync()).CaptureTransactionId));
    }

    [Test]
    public async Task What_was_reserved_but_not_taken_is_named_and_is_no_rounding()
    {
        await ReserveAsync();
        await _fixture.ChangeAllAsync<Order>(order => order.OrderTotal = 8m);

        await CaptureAsync();

        var row = Parse(await OnlyReceiptAsync()).QuerySelectorAll("tbody tr")[^1];
        Assert.That((row.FirstElementChild.TextContent, row.LastElementChild.TextContent),
            Is.EqualTo(("Reserved, but not charged", "-2.45")));
    }

    [Test]
    public async Task Where_no_try_can_help_it_is_given_up_and_the_owner_is_told()
    {
        var order = await BuyDuringFaultAsync(Fault.Result(91));
        await MakeDueIfAnyAsync();
        await _fixture.RunTaskAsync();

        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync($"Admin/Order/Edit/{order.Id}");
        Assert.Multiple(async () =>
        {
            Assert.That(_fixture.Glase.CallCount(Call), Is.EqualTo(1));
            Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("receipt cannot be sent to Glase; there are no further attempts"));
            Assert.That(admin.Page.QuerySelector(".glase-payment-panel").TextContent,
                Does.Contain("Not sent to Glase, and no further attempts."));
            Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        });
    }

    [Test]
    public async Task The_order_s_page_says_what_became_of_it()
    {
        var order = await BuyDuringFaultAsync(Fault.Result(20));
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync($"Admin/Order/Edit/{order.Id}");
        Assert.That(admin.Page.QuerySelector(".glase-payment-panel").TextContent,
            Does.Contain("Not sent to Glase yet.").And.Contain("Next attempt:"));

        await MendAndRunTaskAsync();
        await admin.GoAsync($"Admin/Order/Edit/{order.Id}");

        Assert.That(admin.Page.QuerySelector(".glase-payment-panel").TextContent,
            Does.Contain("Sent to Glase on").And.Contain("Receipt accepted by Glase"));
    }

    [Test]
    public async Task A_deleted_order_has_none()
    {
        var order = await BuyDuringFaultAsync(Fault.Http(503));
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().DeleteOrderAsync(order));

        await MendAndRunTaskAsync();

        Assert.That(_fixture.Glase.Receipts, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).ReceiptError, Is.EqualTo("The order was deleted."));
    }

    [Test]
    public async Task The_store_s_VAT_number_stands_on_it()
    {
        await _fixture.ChangeAllAsync<Store>(store => store.CompanyVat = "SE556677889901");
        await BuyAsync();

        Assert.That(Parse(await OnlyReceiptAsync()).Body.TextContent, Does.Contain("VAT number: SE556677889901"));
    }

    private async Task<Order> BuyAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.CompleteAsync(code);
        return (await _fixture.AllAsync<Order>())[^1];
    }

    // Buys while Glase takes no receipts, and waits until the first try has failed.
    private async Task<Order> BuyDuringFaultAsync(Fault trouble)
    {
        _fixture.Glase.Faults.Clear();
        _fixture.Glase.Faults.Add(trouble.On(Call).Forever());
        var order = await BuyAsync();
        await UntilItFailedAsync();
        return order;
    }

    private async Task ReserveAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Reserve(code.Reference);
        await _httpShopper.GoAsync($"glase/{code.Token}");
        await _httpShopper.CompleteAsync(_httpShopper.Code);
    }

    private async Task CaptureAsync()
    {
        var id = (await _fixture.OnlyOrderAsync()).Id;
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>()
            .CaptureAsync(await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(id)));
    }

    private Task UntilItFailedAsync() =>
        ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).ReceiptError is not null, "the first try to fail");

    private async Task MendAndRunTaskAsync()
    {
        _fixture.Glase.Faults.Clear();
        await MakeDueAsync();
        await _fixture.RunTaskAsync();
    }

    private Task MakeDueAsync() => _fixture.ChangePaymentsAsync(payment =>
    {
        Assert.That(payment.ReceiptDueOnUtc, Is.GreaterThan(TimeProvider.System.GetUtcNow().UtcDateTime), "after a pause");
        payment.ReceiptDueOnUtc = payment.AppliedOnUtc;
    });

    private Task MakeDueIfAnyAsync() => _fixture.ChangePaymentsAsync(payment =>
        payment.ReceiptDueOnUtc = payment.ReceiptDueOnUtc is null ? null : payment.AppliedOnUtc);

    private async Task<SubmittedReceipt> OnlyReceiptAsync()
    {
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).ReceiptSubmittedOnUtc is not null, "the receipt");
        return _fixture.Glase.Receipts.Single();
    }

    private static IHtmlDocument Parse(SubmittedReceipt receipt)
    {
        return new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Encoding.UTF8.GetString(receipt.Data));
    }
}
