using Glase.Simulator;
using Glase.Simulator.Rules;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class AccessTests : SimulatorTest
{
    protected override void Configure(SimulatorOptions options)
    {
        options.MoreTerminals.Add(new GlaseTerminal("other", "other-password"));
        options.MoreTerminals.Add(new GlaseTerminal("till", "till-password", IsCashRegister: true));
    }

    [TestCase("<password>test-password</password>", "<password>wrong</password>", 20)]
    [TestCase("<id>test-terminal</id>", "<id>nobody</id>", 20)]
    [TestCase("<type>TERMINALID</type>", "<type>RESELLERUSER</type>", 21)]
    [TestCase("<type>TERMINALID</type>", "<type>PHONE</type>", 29)]
    public async Task Payments_need_the_terminal(string what, string instead, int code) =>
        Assert.That((await Glase.CallAsync(RequestXml.SendInvoice().With(what, instead))).Code, Is.EqualTo(code));

    [TestCase("<password>test-shop-password</password>", "<password>wrong</password>", 20)]
    [TestCase("<id>test-shop</id>", "<id>nobody</id>", 20)]
    [TestCase("<userId>9900</userId>", "<userId>1</userId>", 21)]
    [TestCase("<userId>9900</userId>", "", 21)]
    [TestCase("<type>RESELLERUSER</type>", "<type>TERMINALID</type>", 21)]
    public async Task Periods_need_the_shops_user(string what, string instead, int code) =>
        Assert.That((await Glase.CallAsync(RequestXml.MarkPeriod().With(what, instead))).Code, Is.EqualTo(code));

    [Test]
    public async Task An_invoice_is_its_own_terminals_only()
    {
        var reference = await SendInvoiceAsync();

        var answer = await Glase.CallAsync(By("other", RequestXml.GetPaymentStatus(reference)));

        Assert.That(answer.Code, Is.EqualTo(54));
    }

    [Test]
    public async Task A_payment_is_its_own_terminals_only()
    {
        var payment = await SendPaidInvoiceAsync();

        var answer = await Glase.CallAsync(By("other", RequestXml.Refund(payment, "1.00")));

        Assert.That(answer.Code, Is.EqualTo(23));
    }

    [Test]
    public async Task On_a_cash_register_each_invoice_cancels_the_one_before()
    {
        var first = await SendInvoiceAsync(By("till", RequestXml.SendInvoice()));
        var second = await SendInvoiceAsync(By("till", RequestXml.SendInvoice()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Invoice(first).Status, Is.EqualTo("CANCELED"));
            Assert.That(Invoice(second).Status, Is.EqualTo("ISSUED"));
        }
    }

    [Test]
    public async Task Elsewhere_invoices_stand_beside_each_other()
    {
        var first = await SendInvoiceAsync();
        await SendInvoiceAsync();

        Assert.That(Invoice(first).Status, Is.EqualTo("ISSUED"));
    }

    private static RequestXml By(string terminal, RequestXml request) => request
        .With("<id>test-terminal</id>", $"<id>{terminal}</id>")
        .With("<password>test-password</password>", $"<password>{terminal}-password</password>");
}
