using System.Net;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class SimulatorPhoneTests : SimulatorTest
{
    private const string Back = "https://shop.example/back/abc?x=1&amp;y=2";

    [Test]
    public async Task The_phone_shows_what_is_to_be_paid_and_to_whom()
    {
        var reference = await SendInvoiceAsync(RequestXml.SendInvoice()
            .WithRows(RequestXml.Row("1234.50", "3"), RequestXml.Row("10.00")).WithTotal("1244.50"));

        var page = await Http.GetStringAsync($"/phone/{reference}");

        Assert.That(page, Does.Contain("Demo shop").And.Contain("1,244.50").And.Contain("1,234.50").And.Contain("Thing")
            .And.Contain("Pay 1,244.50 SEK").And.Contain("Thanks"));
    }

    [Test]
    public async Task Paying_leads_to_a_page_that_can_be_reloaded_and_leads_back()
    {
        var reference = await SendInvoiceAsync(RequestXml.SendInvoice().WithBackUrl(Back));

        using var response = await PressAsync(reference, "pay", 1);
        var page = await Http.GetStringAsync(response.Headers.Location);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
            Assert.That(Invoice(reference).Status, Is.EqualTo("PAID"));
            Assert.That(page, Does.Contain("data-status=\"PAID\"").And.Contain($"href=\"{Back}\"").And.Not.Contain("<form"));
        }
    }

    [Test]
    public async Task Cancelling_leads_back_too()
    {
        var reference = await SendInvoiceAsync(RequestXml.SendInvoice().WithBackUrl(Back));

        using var response = await PressAsync(reference, "cancel", 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Invoice(reference).Status, Is.EqualTo("CANCELED"));
            Assert.That(await Http.GetStringAsync(response.Headers.Location), Does.Contain("Cancelled").And.Contain(Back));
        }
    }

    [Test]
    public async Task An_amount_that_has_changed_meanwhile_is_not_paid()
    {
        var reference = await SendInvoiceAsync();
        await Glase.CallAsync(RequestXml.UpdateInvoice(reference).WithRows(RequestXml.Row("150.00")).WithTotal("150.00"));

        using var response = await PressAsync(reference, "pay", 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Invoice(reference).Status, Is.EqualTo("ISSUED"));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("has changed").And.Contain("Pay 150.00 SEK"));
        }
    }

    [Test]
    public async Task Pressing_pay_on_an_old_page_says_why_not()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Expire(reference);

        using var response = await PressAsync(reference, "pay", 1);

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("The invoice is EXPIRED and cannot be paid."));
    }

    [Test]
    public async Task Texts_of_the_shop_are_no_markup()
    {
        var reference = await SendInvoiceAsync(RequestXml.SendInvoice().With("Thing", "&lt;script&gt;alert(1)&lt;/script&gt;"));

        Assert.That(await Http.GetStringAsync($"/phone/{reference}"), Does.Contain("&lt;script&gt;").And.Not.Contain("<script"));
    }

    [TestCase("javascript:alert(1)")]
    [TestCase("/back")]
    public async Task Only_an_address_on_the_web_leads_back(string backUrl)
    {
        var reference = await SendInvoiceAsync(RequestXml.SendInvoice().WithBackUrl(backUrl));
        Simulator.Pay(reference);

        Assert.That(await Http.GetStringAsync($"/phone/{reference}"), Does.Not.Contain("Back to the shop"));
    }

    [Test]
    public async Task A_reversed_payment_says_so()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Pay(reference);
        Time.Advance(TimeSpan.FromSeconds(21));

        Assert.That(await Http.GetStringAsync($"/phone/{reference}"), Does.Contain("Payment reversed"));
    }

    [Test]
    public async Task The_code_leads_to_the_phone()
    {
        using var response = await Http.GetAsync("/R12345");

        Assert.That(response.Headers.Location.ToString(), Is.EqualTo("/phone/12345"));
    }

    [Test]
    public async Task An_unknown_invoice_is_not_found()
    {
        using var response = await Http.GetAsync("/phone/12345");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_list_leads_to_every_phone()
    {
        var reference = await SendInvoiceAsync();

        Assert.That(await Http.GetStringAsync("/"),
            Does.Contain($"/phone/{reference}").And.Contain("Order 1").And.Contain("ISSUED"));
    }

    private async Task<HttpResponseMessage> PressAsync(string reference, string button, int version)
    {
        using var form = new FormUrlEncodedContent([new("version", $"{version}"), new("pin", "1234")]);
        return await Http.PostAsync($"/phone/{reference}/{button}", form);
    }
}
