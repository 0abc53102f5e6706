using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What a receipt shows the payer.
/// </summary>
public class ReceiptContentTests : ReceiptTestBase
{
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
    public async Task The_store_s_VAT_number_stands_on_it()
    {
        await _fixture.ChangeAllAsync<Store>(store => store.CompanyVat = "SE556677889901");
        await BuyAsync();

        Assert.That(Parse(await OnlyReceiptAsync()).Body.TextContent, Does.Contain("VAT number: SE556677889901"));
    }

    private static IHtmlDocument Parse(SubmittedReceipt receipt)
    {
        return new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Encoding.UTF8.GetString(receipt.Data));
    }
}
