using Glase.Simulator;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class CancelTests : SimulatorTest
{
    private static readonly TestCaseData[] _cases =
    [
        Case("Issued", (_, _) => { }, 0, "CANCELED"),
        Case("Scanned_by_the_payer", (glase, reference) => glase.Start(reference), 48, "ISSUED"),
        Case("Paid", (glase, reference) => glase.Pay(reference), 50, "PAID"),
        Case("Reserved", (glase, reference) => glase.Reserve(reference), 0, "CANCELED"),
        Case("Partially_paid", (glase, reference) => glase.SetStatus(reference, "PARTIALLY_PAID"), 51, "PARTIALLY_PAID"),
        Case("Pending", (glase, reference) => glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE"), 51,
            "PENDING_ISSUER_ACKNOWLEDGE"),
        Case("In_a_state_nobody_knows", (glase, reference) => glase.SetStatus(reference, "NEW_WORD"), 51, "NEW_WORD"),
        Case("Cancelled_by_the_payer", (glase, reference) => glase.Cancel(reference), 55, "CANCELED"),
        Case("Failed", (glase, reference) => glase.Fail(reference), 55, "FAILED"),
        Case("Expired", (glase, reference) => glase.Expire(reference), 58, "EXPIRED")
    ];

    [TestCaseSource(nameof(_cases))]
    public async Task The_answer_depends_on_the_state(Action<GlaseSimulator, string> bring, int code, string status)
    {
        var reference = await SendInvoiceAsync();
        bring(Simulator, reference);

        var answer = await Glase.CallAsync(RequestXml.CancelInvoice(reference));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Code, Is.EqualTo(code));
            Assert.That(Invoice(reference).Status, Is.EqualTo(status));
        }
    }

    [Test]
    public async Task Cancelling_twice_is_95()
    {
        var reference = await SendInvoiceAsync();
        await Glase.CallAsync(RequestXml.CancelInvoice(reference));

        Assert.That((await Glase.CallAsync(RequestXml.CancelInvoice(reference))).Code, Is.EqualTo(95));
    }

    [Test]
    public async Task An_unknown_invoice_is_54() =>
        Assert.That((await Glase.CallAsync(RequestXml.CancelInvoice("12345"))).Code, Is.EqualTo(54));

    [Test]
    public async Task A_cancelled_invoice_cannot_be_paid()
    {
        var reference = await SendInvoiceAsync();
        await Glase.CallAsync(RequestXml.CancelInvoice(reference));

        Assert.That(() => Simulator.Pay(reference), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_payer_and_a_shop_at_the_same_moment_never_both_succeed()
    {
        var reference = await SendInvoiceAsync();
        var cancelling = Glase.CallAsync(RequestXml.CancelInvoice(reference));
        var paid = true;
        try
        {
            Simulator.Pay(reference);
        }
        catch (InvalidOperationException)
        {
            paid = false;
        }

        Assert.That((await cancelling).Code, Is.EqualTo(paid ? 50 : 0));
    }

    private static TestCaseData Case(string name, Action<GlaseSimulator, string> bring, int code, string status) =>
        new TestCaseData(bring, code, status).SetName("Cancelling_an_invoice_that_is_" + name);
}
