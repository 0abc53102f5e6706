using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class RefundTests : SimulatorTest
{
    [Test]
    public async Task Each_refund_has_a_reference_of_its_own()
    {
        var payment = await SendPaidInvoiceAsync();

        var first = await Glase.CallAsync(RequestXml.Refund(payment, "30.00"));
        var second = await Glase.CallAsync(RequestXml.Refund(payment, "70.00"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { first.Code, second.Code }, Is.All.Zero);
            Assert.That(new[] { payment, first["ersReference"], second["ersReference"] }, Is.Unique.And.All.Not.Null);
            Assert.That(Simulator.Refunds.Select(refund => refund.Amount.Value), Is.EqualTo(new[] { 30m, 70m }));
            Assert.That(Simulator.Invoices.Single().Status, Is.EqualTo("PAID"));
        }
    }

    [Test]
    public async Task The_sum_cannot_exceed_the_payment()
    {
        var payment = await SendPaidInvoiceAsync();
        await Glase.CallAsync(RequestXml.Refund(payment, "60.00"));

        var answer = await Glase.CallAsync(RequestXml.Refund(payment, "40.01"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Code, Is.EqualTo(98));
            Assert.That(answer["ersReference"], Is.Null);
            Assert.That(Simulator.Refunds, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task What_was_really_paid_counts()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Pay(reference, 80m, "SEK");
        var payment = (await AskAsync(reference))["ersReference"];

        Assert.That((await Glase.CallAsync(RequestXml.Refund(payment, "80.01"))).Code, Is.EqualTo(98));
    }

    [TestCase("0.00", "SEK", 11)]
    [TestCase("-5.00", "SEK", 11)]
    [TestCase("5.00", "EUR", 49)]
    public async Task Senseless_amounts_are_refused(string value, string currency, int code)
    {
        var payment = await SendPaidInvoiceAsync();

        Assert.That((await Glase.CallAsync(RequestXml.Refund(payment, value, currency))).Code, Is.EqualTo(code));
    }

    [Test]
    public async Task An_unknown_payment_is_23() =>
        Assert.That((await Glase.CallAsync(RequestXml.Refund("12345", "1.00"))).Code, Is.EqualTo(23));

    [Test]
    public async Task A_refund_cannot_be_refunded()
    {
        var payment = await SendPaidInvoiceAsync();
        var refund = await Glase.CallAsync(RequestXml.Refund(payment, "10.00"));

        Assert.That((await Glase.CallAsync(RequestXml.Refund(refund["ersReference"], "1.00"))).Code, Is.EqualTo(23));
    }

    [Test]
    public async Task A_shop_that_may_not_refund_is_told_97()
    {
        var payment = await SendPaidInvoiceAsync();
        Options.RefundsAllowed = false;

        Assert.That((await Glase.CallAsync(RequestXml.Refund(payment, "1.00"))).Code, Is.EqualTo(97));
    }

    [Test]
    public async Task Concurrent_refunds_never_refund_more_than_was_paid()
    {
        var payment = await SendPaidInvoiceAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Glase.CallAsync(RequestXml.Refund(payment, "30.00"))));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Count(answer => answer.Code == 0), Is.EqualTo(3));
            Assert.That(answers.Count(answer => answer.Code == 98), Is.EqualTo(17));
        }
    }

    [Test]
    public async Task A_receipt_for_a_payment_is_kept()
    {
        var payment = await SendPaidInvoiceAsync();

        var answer = await Glase.CallAsync(RequestXml.SubmitReceipt(payment, "<receiptDocument><mimeType>text/html</mimeType>"
            + "<receiptData>PHA+VGhhbmtzPC9wPg==</receiptData><receiptType>PAYMENT_RECEIPT</receiptType></receiptDocument>"));

        var receipt = Simulator.Receipts.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Code, Is.Zero);
            Assert.That(receipt.ErsReference, Is.EqualTo(payment));
            Assert.That(receipt.Data, Is.EqualTo("<p>Thanks</p>"u8.ToArray()));
        }
    }

    [Test]
    public async Task An_empty_receipt_is_good_enough()
    {
        var payment = await SendPaidInvoiceAsync();

        Assert.That((await Glase.CallAsync(RequestXml.SubmitReceipt(payment))).Code, Is.Zero);
    }

    [Test]
    public async Task A_receipt_for_an_unknown_payment_is_23() =>
        Assert.That((await Glase.CallAsync(RequestXml.SubmitReceipt("12345"))).Code, Is.EqualTo(23));

    [Test]
    public Task A_receipt_must_be_in_base64() => ExpectFaultAsync(RequestXml.SubmitReceipt("12345",
        "<receiptDocument><mimeType>text/html</mimeType><receiptData>&lt;p&gt;</receiptData></receiptDocument>"), "receiptData");
}
