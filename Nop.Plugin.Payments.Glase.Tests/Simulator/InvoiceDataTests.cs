using Glase.Simulator.Rules;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class InvoiceDataTests : SimulatorTest
{
    [Test]
    public async Task An_invoice_in_order_is_issued_without_complaint()
    {
        var reference = await SendInvoiceAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Invoice(reference).Status, Is.EqualTo("ISSUED"));
            Assert.That(Simulator.Violations, Is.Empty);
        }
    }

    [Test]
    public Task Rows_must_add_up_to_the_total() =>
        ExpectAsync(49, RequestXml.SendInvoice().WithRows(RequestXml.Row("60.00"), RequestXml.Row("39.99")));

    [Test]
    public async Task A_negative_row_is_a_discount() =>
        await SendInvoiceAsync(RequestXml.SendInvoice().WithRows(RequestXml.Row("120.00"), RequestXml.Row("-20.00")));

    [Test]
    public Task An_invoice_needs_rows() => ExpectAsync(49, RequestXml.SendInvoice().WithRows());

    [Test]
    public Task A_row_needs_its_quantity() =>
        ExpectAsync(49, RequestXml.SendInvoice().With("<itemQuantity>1</itemQuantity>", ""));

    [Test]
    public Task A_row_needs_its_total() => ExpectAsync(49, RequestXml.SendInvoice().With(
        "<itemTotalAmount><currency>SEK</currency><value>100.00</value></itemTotalAmount>", ""));

    [Test]
    public Task One_invoice_has_one_currency() =>
        ExpectAsync(49, RequestXml.SendInvoice().WithRows(RequestXml.Row("50.00"), RequestXml.Row("50.00", currency: "EUR")));

    [Test]
    public Task The_total_must_be_there() => ExpectAsync(49, RequestXml.SendInvoice().With(
        "<totalAmount><currency>SEK</currency><value>100.00</value></totalAmount>", ""));

    [Test]
    public Task AcknowledgmentMode_must_be_sent() => ExpectAsync(49,
        RequestXml.SendInvoice().With("<acknowledgmentMode>NO_ACKNOWLEDGMENT</acknowledgmentMode>", ""));

    [Test]
    public Task The_total_must_be_more_than_zero() =>
        ExpectAsync(11, RequestXml.SendInvoice().WithRows(RequestXml.Row("0.00")).WithTotal("0.00"));

    [TestCase("100.50", 49)]
    [TestCase("100.00", 0)]
    [TestCase("100", 0)]
    public async Task Yen_have_no_decimals(string value, int code)
    {
        var request = RequestXml.SendInvoice().WithRows(RequestXml.Row(value, currency: "JPY")).WithTotal(value, "JPY");

        Assert.That((await Glase.CallAsync(request)).Code, Is.EqualTo(code));
    }

    [TestCase("http://shop.example/notify/abc", 0)]
    [TestCase("https://shop.example/notify/abc", 0)]
    [TestCase("/notify/abc", 64)]
    [TestCase("ftp://shop.example/notify", 64)]
    [TestCase("notify", 64)]
    [TestCase("", 64)]
    public async Task NotificationUrl_must_be_absolute(string url, int code) =>
        Assert.That((await Glase.CallAsync(RequestXml.SendInvoice().WithNotificationUrl(url))).Code, Is.EqualTo(code));

    [Test]
    public async Task A_refusal_by_the_rules_is_a_violation()
    {
        await Glase.CallAsync(RequestXml.SendInvoice().WithTotal("99.00"));

        Assert.That(Simulator.Violations.Single().Kind, Is.EqualTo(ViolationKind.RefusedByRules));
    }

    [TestCase("<cashierId>web</cashierId>")]
    [TestCase("<footer>Thanks</footer>")]
    public async Task CashierId_and_footer_are_missed_but_not_insisted_on(string element)
    {
        await SendInvoiceAsync(RequestXml.SendInvoice().With(element, ""));

        Assert.That(Simulator.Violations.Single().Kind, Is.EqualTo(ViolationKind.CashierOrFooterMissing));
    }

    [Test]
    public async Task A_clientReference_used_twice_is_a_violation()
    {
        var request = RequestXml.SendInvoice();
        await SendInvoiceAsync(request);
        await SendInvoiceAsync(request);

        Assert.That(Simulator.Violations.Single().Kind, Is.EqualTo(ViolationKind.ClientReferenceRepeated));
    }

    [Test]
    public async Task A_clientRequestTimeout_other_than_zero_is_a_violation()
    {
        await SendInvoiceAsync(RequestXml.SendInvoice().With("<clientRequestTimeout>0<", "<clientRequestTimeout>5000<"));

        Assert.That(Simulator.Violations.Single().Kind, Is.EqualTo(ViolationKind.ClientRequestTimeoutNotZero));
    }

    private async Task ExpectAsync(int code, RequestXml request)
    {
        var answer = await Glase.CallAsync(request);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Code, Is.EqualTo(code), answer.Description);
            Assert.That(answer["invoiceReference"], Is.Null);
            Assert.That(Simulator.Invoices, Is.Empty);
        }
    }
}
