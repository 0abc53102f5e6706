using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class SimulatorReservationTests : SimulatorTest
{
    [TestCase("RESERVATION_DESIRED")]
    [TestCase("RESERVATION_REQUIRED")]
    [TestCase("RESERVATION_REQUIRED_PRELIMINARY_AMOUNT")]
    public async Task Paying_in_a_reservation_mode_reserves(string mode)
    {
        var reference = await SendInvoiceAsync(RequestXml.SendInvoice().WithPaymentMode(mode));
        Simulator.Pay(reference);

        var answer = await AskAsync(reference);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["status"], Is.EqualTo("RESERVED"));
            Assert.That(answer["ersReference"], Is.Null);
        }
    }

    [TestCase("100.00")]
    [TestCase("40.00")]
    public async Task Committing_turns_it_into_a_payment_of_that_amount(string value)
    {
        var reference = await ReserveAsync();

        var commit = await Glase.CallAsync(RequestXml.CommitReservation(reference, value));
        var status = await AskAsync(reference);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(commit.Code, Is.Zero);
            Assert.That(commit["ersReference"], Is.EqualTo(status["ersReference"]).And.Not.Null);
            Assert.That(status["status"], Is.EqualTo("PAID"));
            Assert.That((string)status.Return.Element("receipt").Element("invoice").Element("totalAmount").Element("value"),
                Is.EqualTo(value));
        }
    }

    [TestCase("100.01", "SEK", 11)]
    [TestCase("0.00", "SEK", 11)]
    [TestCase("-1.00", "SEK", 11)]
    [TestCase("100.00", "EUR", 49)]
    public async Task What_is_not_reserved_cannot_be_committed(string value, string currency, int code)
    {
        var reference = await ReserveAsync();

        var answer = await Glase.CallAsync(RequestXml.CommitReservation(reference, value, currency));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Code, Is.EqualTo(code));
            Assert.That(Invoice(reference).Status, Is.EqualTo("RESERVED"));
        }
    }

    [Test]
    public async Task Committing_what_is_not_reserved_is_96()
    {
        var reference = await SendInvoiceAsync();

        Assert.That((await Glase.CallAsync(RequestXml.CommitReservation(reference))).Code, Is.EqualTo(96));
    }

    [Test]
    public async Task Committing_twice_is_96()
    {
        var reference = await ReserveAsync();
        await Glase.CallAsync(RequestXml.CommitReservation(reference));

        Assert.That((await Glase.CallAsync(RequestXml.CommitReservation(reference))).Code, Is.EqualTo(96));
    }

    [Test]
    public async Task An_unknown_invoice_is_54() =>
        Assert.That((await Glase.CallAsync(RequestXml.CommitReservation("12345"))).Code, Is.EqualTo(54));

    [Test]
    public async Task It_runs_out_when_the_invoice_says_so()
    {
        var reference = await SendInvoiceAsync(RequestXml.SendInvoice().WithPaymentMode("RESERVATION_REQUIRED")
            .With("</footer>", "</footer><commitReservationTimeout>3600</commitReservationTimeout>"));
        Simulator.Pay(reference);
        await AskAsync(reference);
        Time.Advance(TimeSpan.FromSeconds(3600));
        var before = Invoice(reference).Status;
        Time.Advance(TimeSpan.FromSeconds(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.EqualTo("RESERVED"));
            Assert.That((await AskAsync(reference))["status"], Is.EqualTo("EXPIRED"));
            Assert.That((await Glase.CallAsync(RequestXml.CommitReservation(reference))).Code, Is.EqualTo(96));
        }
    }

    private async Task<string> ReserveAsync()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Reserve(reference);
        await AskAsync(reference);
        return reference;
    }
}
