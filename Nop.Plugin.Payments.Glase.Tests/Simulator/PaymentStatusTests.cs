using Glase.Simulator.Rules;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class PaymentStatusTests : SimulatorTest
{
    [Test]
    public async Task Each_change_has_a_version_of_its_own()
    {
        var reference = await SendInvoiceAsync();
        var issued = await AskAsync(reference);
        await Glase.CallAsync(RequestXml.UpdateInvoice(reference));
        var updated = await AskAsync(reference, 1);
        Simulator.Pay(reference);
        var paid = await AskAsync(reference, 2);
        await AskAsync(reference, 3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(issued["version"], Is.EqualTo("1"));
            Assert.That(updated["version"], Is.EqualTo("2"));
            Assert.That(paid["version"], Is.EqualTo("3"));
            Assert.That(Invoice(reference).AcknowledgedVersion, Is.EqualTo(3));
            Assert.That(Simulator.Violations, Is.Empty);
        }
    }

    [Test]
    public async Task A_version_that_never_was_is_a_violation()
    {
        var reference = await SendInvoiceAsync();

        await AskAsync(reference, 7);

        Assert.That(Simulator.Violations.Single().Kind, Is.EqualTo(ViolationKind.UnknownVersion));
    }

    [Test]
    public async Task The_payments_reference_comes_with_PAID_only()
    {
        var reference = await SendInvoiceAsync();
        var before = await AskAsync(reference);
        Simulator.Pay(reference);
        var after = await AskAsync(reference);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before["status"], Is.EqualTo("ISSUED"));
            Assert.That(before["ersReference"], Is.Null);
            Assert.That(before["receipt"], Is.Null);
            Assert.That(after["status"], Is.EqualTo("PAID"));
            Assert.That(after["ersReference"], Is.EqualTo(Invoice(reference).ErsReference).And.Not.Null);
        }
    }

    [Test]
    public async Task An_unknown_invoice_is_54()
    {
        var answer = await AskAsync("12345");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Code, Is.EqualTo(54));
            Assert.That(answer["status"], Is.Null);
        }
    }

    [Test]
    public async Task A_payment_asked_for_within_20_seconds_stands()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Pay(reference);
        Time.Advance(TimeSpan.FromSeconds(20));
        await AskAsync(reference);
        Time.Advance(TimeSpan.FromDays(30));

        Assert.That((await AskAsync(reference))["status"], Is.EqualTo("PAID"));
    }

    [Test]
    public async Task A_payment_nobody_asks_for_within_20_seconds_is_reversed()
    {
        var reference = await SendInvoiceAsync();
        await AskAsync(reference);
        Simulator.Pay(reference);
        var payment = Invoice(reference).ErsReference;
        Time.Advance(TimeSpan.FromSeconds(20.001));

        var answer = await AskAsync(reference, 1);
        var refund = await Glase.CallAsync(RequestXml.Refund(payment, "1.00"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["status"], Is.EqualTo("CANCELED"));
            Assert.That(answer["ersReference"], Is.Null);
            Assert.That(answer["version"], Is.EqualTo("3"));
            Assert.That(Invoice(reference).Reversed, Is.True);
            Assert.That(refund.Code, Is.EqualTo(23));
        }
    }

    [Test]
    public async Task A_reservation_nobody_asks_for_is_released_as_well()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Reserve(reference);
        Time.Advance(TimeSpan.FromSeconds(21));

        Assert.That((await AskAsync(reference))["status"], Is.EqualTo("CANCELED"));
    }

    [Test]
    public async Task An_unpaid_invoice_expires()
    {
        var reference = await SendInvoiceAsync();
        Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        var before = await AskAsync(reference);
        Time.Advance(TimeSpan.FromSeconds(1));
        var after = await AskAsync(reference);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before["status"], Is.EqualTo("ISSUED"));
            Assert.That(after["status"], Is.EqualTo("EXPIRED"));
            Assert.That(() => Simulator.Pay(reference), Throws.InvalidOperationException);
        }
    }

    [Test]
    public async Task With_REQUIRE_ACKNOWLEDGMENT_the_payment_waits_for_the_shop_to_name_its_version()
    {
        var reference = await SendInvoiceAsync(RequestXml.SendInvoice().With("NO_ACKNOWLEDGMENT", "REQUIRE_ACKNOWLEDGMENT"));
        Simulator.Pay(reference);

        var pending = await AskAsync(reference, 1);
        var paid = await AskAsync(reference, 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pending["status"], Is.EqualTo("PENDING_ISSUER_ACKNOWLEDGE"));
            Assert.That(pending["ersReference"], Is.Null);
            Assert.That(paid["status"], Is.EqualTo("PAID"));
        }
    }

    [TestCase("PARTIALLY_PAID")]
    [TestCase("PENDING_ISSUER_ACKNOWLEDGE")]
    [TestCase("SOMETHING_NEW")]
    public async Task Any_word_can_be_the_status_and_the_payer_can_still_pay(string word)
    {
        var reference = await SendInvoiceAsync();
        Simulator.SetStatus(reference, word);
        var answer = await AskAsync(reference);
        Simulator.Pay(reference);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["status"], Is.EqualTo(word));
            Assert.That((await AskAsync(reference))["status"], Is.EqualTo("PAID"));
        }
    }

    [Test]
    public async Task PAID_cannot_be_set_without_a_payment()
    {
        var reference = await SendInvoiceAsync();

        Assert.That(() => Simulator.SetStatus(reference, "PAID"), Throws.InvalidOperationException);
    }

    [Test]
    public async Task An_invoice_can_be_paid_once()
    {
        const int racers = 4;
        for (var round = 0; round < 200; round++)
        {
            var reference = await SendInvoiceAsync();
            var paid = 0;
            using var start = new Barrier(racers);
            var threads = Enumerable.Range(0, racers).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                if (CanPay(reference))
                    Interlocked.Increment(ref paid);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            Assert.That(paid, Is.EqualTo(1));
        }
    }

    private bool CanPay(string reference)
    {
        try
        {
            Simulator.Pay(reference);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
