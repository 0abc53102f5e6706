using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// How texts, amounts, references and choices are sent, and what is refused before anything is sent.
/// </summary>
public class RequestValueTests
{
    [TestCase(PaymentMode.ImmediateDebit, "IMMEDIATE_DEBIT")]
    [TestCase(PaymentMode.ReservationDesired, "RESERVATION_DESIRED")]
    [TestCase(PaymentMode.ReservationRequired, "RESERVATION_REQUIRED")]
    [TestCase(PaymentMode.ReservationRequiredPreliminaryAmount, "RESERVATION_REQUIRED_PRELIMINARY_AMOUNT")]
    public async Task Payment_modes_are_sent_in_Glases_words(PaymentMode mode, string word)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.SendInvoice));

        await subject.Client.SendInvoiceAsync(Calls.Connection, Calls.Invoice with { PaymentMode = mode });

        Assert.That(subject.Network.Sent[0].Text, Does.Contain($"<paymentMode>{word}</paymentMode>"));
    }

    [TestCase(AcknowledgmentMode.NoAcknowledgment, "NO_ACKNOWLEDGMENT")]
    [TestCase(AcknowledgmentMode.OptionalAcknowledgment, "OPTIONAL_ACKNOWLEDGMENT")]
    [TestCase(AcknowledgmentMode.RequireAcknowledgment, "REQUIRE_ACKNOWLEDGMENT")]
    public async Task Acknowledgment_modes_are_sent_in_Glases_words(AcknowledgmentMode mode, string word)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.SendInvoice));

        await subject.Client.SendInvoiceAsync(Calls.Connection, Calls.Invoice with { AcknowledgmentMode = mode });

        Assert.That(subject.Network.Sent[0].Text, Does.Contain($"<acknowledgmentMode>{word}</acknowledgmentMode>"));
    }

    [TestCase(ReceiptType.PaymentReceipt, "PAYMENT_RECEIPT")]
    [TestCase(ReceiptType.Warranty, "WARRANTY")]
    [TestCase(ReceiptType.Voucher, "VOUCHER")]
    [TestCase(ReceiptType.Other, "OTHER")]
    public async Task An_empty_receipt_can_be_sent_and_its_type_is_Glases_word(ReceiptType type, string word)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.SubmitPaymentReceipt));

        await subject.Client.SubmitPaymentReceiptAsync(Calls.Connection, "E1", new("text/html", default, type));

        Assert.That(subject.Network.Sent[0].Text, Does.Contain($"<receiptData/><receiptType>{word}</receiptType>"));
    }

    [Test]
    public async Task Texts_that_XML_cannot_carry_arrive_cleaned()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.SendInvoice));

        await subject.Client.SendInvoiceAsync(
            Calls.Connection with { ClientId = "Shop\u0000", ClientComment = new string('c', 100) },
            Calls.Invoice with { Title = "a\u0001b\uD800c\uFFFEd\r\ne😀 <![CDATA[x]]>&#x0;" });

        var text = subject.Network.Sent[0].Text;
        var document = System.Xml.Linq.XDocument.Parse(text);
        Assert.Multiple(() =>
        {
            Assert.That((string)document.Descendants("title").Single(), Is.EqualTo("ab\uFFFDcd\ne😀 <![CDATA[x]]>&#x0;"));
            Assert.That((string)document.Descendants("clientId").Single(), Is.EqualTo("Shop"));
            Assert.That((string)document.Descendants("clientComment").Single(), Is.EqualTo(new string('c', 80)));
        });
    }

    [Test]
    public void Amounts_that_would_have_to_be_rounded_are_refused_before_anything_is_sent()
    {
        using var subject = new ClientUnderTest();

        Assert.Multiple(() =>
        {
            Assert.That(() => subject.Client.RefundPaymentAsync(Calls.Connection, "E1", "T", new(1.005m, "SEK")),
                Throws.ArgumentException);
            Assert.That(() => subject.Client.CommitReservationAsync(Calls.Connection, "R1", new(1.005m, "SEK")),
                Throws.ArgumentException);
            Assert.That(
                () => subject.Client.SendInvoiceAsync(Calls.Connection, Calls.Invoice with { TotalAmount = new(1.005m, "SEK") }),
                Throws.ArgumentException);
            Assert.That(subject.Network.Sent, Is.Empty);
        });
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public void An_amount_without_a_currency_is_never_sent(string currency)
    {
        using var subject = new ClientUnderTest();

        Assert.Multiple(() =>
        {
            Assert.That(() => subject.Client.RefundPaymentAsync(Calls.Connection, "E1", "T", new(1, currency)),
                Throws.InstanceOf<ArgumentException>());
            Assert.That(() => subject.Client.CommitReservationAsync(Calls.Connection, "R1", new(1, currency)),
                Throws.InstanceOf<ArgumentException>());
            Assert.That(subject.Network.Sent, Is.Empty);
        });
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Nothing_and_less_is_neither_refunded_nor_committed(int value)
    {
        using var subject = new ClientUnderTest();

        Assert.Multiple(() =>
        {
            Assert.That(() => subject.Client.RefundPaymentAsync(Calls.Connection, "E1", "T", new(value, "SEK")),
                Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => subject.Client.CommitReservationAsync(Calls.Connection, "R1", new(value, "SEK")),
                Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(subject.Network.Sent, Is.Empty);
        });
    }

    [Test]
    public void References_and_addresses_are_sent_whole_or_not_at_all()
    {
        using var subject = new ClientUnderTest();
        var longUrl = "https://shop.example/" + new string('a', 2000);

        Assert.Multiple(() =>
        {
            Assert.That(() => subject.Client.CancelInvoiceAsync(Calls.Connection, "R\u0001"), Throws.ArgumentException);
            Assert.That(() => subject.Client.CancelInvoiceAsync(Calls.Connection, new string('R', 129)),
                Throws.ArgumentException);
            Assert.That(() => subject.Client.CancelInvoiceAsync(Calls.Connection, " "), Throws.ArgumentException);
            Assert.That(() => subject.Client.CancelInvoiceAsync(Calls.Connection, null), Throws.ArgumentNullException);
            Assert.That(() => subject.Client.SendInvoiceAsync(Calls.Connection, Calls.Invoice with { BackUrl = longUrl }),
                Throws.ArgumentException);
            Assert.That(subject.Network.Sent, Is.Empty);
        });
    }
}
