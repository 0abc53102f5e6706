using Glase.Simulator;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class SimulatorUpdateTests : SimulatorTest
{
    private static readonly TestCaseData[] _cases =
    [
        Case("Scanned_by_the_payer", (glase, reference) => glase.Start(reference), 48),
        Case("Paid", (glase, reference) => glase.Pay(reference), 10),
        Case("Reserved", (glase, reference) => glase.Reserve(reference), 10),
        Case("Cancelled", (glase, reference) => glase.Cancel(reference), 10),
        Case("Expired", (glase, reference) => glase.Expire(reference), 10)
    ];

    [Test]
    public async Task An_issued_invoice_takes_the_new_rows_and_keeps_its_reference()
    {
        var reference = await SendInvoiceAsync();

        var answer = await Glase.CallAsync(RequestXml.UpdateInvoice(reference)
            .WithRows(RequestXml.Row("100.00"), RequestXml.Row("25.00")).WithTotal("125.00"));
        Simulator.Pay(reference);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Code, Is.Zero);
            Assert.That(Invoice(reference).Content.InvoiceRows, Has.Length.EqualTo(2));
            Assert.That(Invoice(reference).Amount.Value, Is.EqualTo(125m));
        }
    }

    [TestCaseSource(nameof(_cases))]
    public async Task Only_an_issued_invoice_can_be_updated(Action<GlaseSimulator, string> bring, int code)
    {
        var reference = await SendInvoiceAsync();
        bring(Simulator, reference);
        var version = Invoice(reference).Version;

        var answer = await Glase.CallAsync(RequestXml.UpdateInvoice(reference));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Code, Is.EqualTo(code));
            Assert.That(Invoice(reference).Version, Is.EqualTo(version));
        }
    }

    [Test]
    public async Task A_wrong_update_leaves_the_invoice_as_it_was()
    {
        var reference = await SendInvoiceAsync();

        var answer = await Glase.CallAsync(RequestXml.UpdateInvoice(reference).WithTotal("1.00"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Code, Is.EqualTo(49));
            Assert.That(Invoice(reference).Content.TotalAmount.Value, Is.EqualTo(100m));
        }
    }

    [Test]
    public async Task An_unknown_invoice_is_54() =>
        Assert.That((await Glase.CallAsync(RequestXml.UpdateInvoice("12345"))).Code, Is.EqualTo(54));

    private static TestCaseData Case(string name, Action<GlaseSimulator, string> bring, int code) =>
        new TestCaseData(bring, code).SetName("Updating_an_invoice_that_is_" + name);
}
