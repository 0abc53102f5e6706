using Glase.Simulator;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

/// <summary>
/// A simulator that goes on where the one before it ended.
/// </summary>
public sealed class StateKeeperTests : SimulatorTest
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"glase-state-{Guid.NewGuid():N}.json");

    protected override void Configure(SimulatorOptions options) => options.StateFile = _file;

    [TearDown]
    public void RemoveFile() => File.Delete(_file);

    [Test]
    public async Task Invoices_payments_refunds_and_periods_are_still_there()
    {
        var open = await SendInvoiceAsync();
        var payment = await SendPaidInvoiceAsync();
        await Glase.CallAsync(RequestXml.Refund(payment, "1.00"));
        await Glase.CallAsync(RequestXml.MarkPeriod());
        var before = (Simulator.Invoices, Simulator.Periods);
        await Simulator.DisposeAsync();

        await using var next = await GlaseSimulator.StartAsync(Options);
        using var http = new HttpClient();
        var caller = new GlaseCaller(http, next.ServiceUri);
        next.Pay(open);
        var refund = await caller.CallAsync(RequestXml.Refund(payment, "1.00"));
        var issued = await caller.CallAsync(RequestXml.SendInvoice());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(next.Invoices.Select(invoice => invoice.Reference).Take(2), Is.EqualTo(before.Invoices.Select(invoice => invoice.Reference)));
            Assert.That(next.Periods, Is.EqualTo(before.Periods));
            Assert.That(next.Invoice(open).Status, Is.EqualTo("PAID"));
            Assert.That(refund.Code, Is.Zero);
            Assert.That(next.Refunds, Has.Count.EqualTo(2));
            Assert.That(issued.Code, Is.Zero);
            Assert.That(next.Invoices.Select(invoice => invoice.Reference), Is.Unique);
        }
    }

    [Test]
    public async Task A_file_that_it_did_not_write_is_named_and_kept()
    {
        await Simulator.DisposeAsync();
        await File.WriteAllTextAsync(_file, "something else");

        Assert.That(() => GlaseSimulator.StartAsync(Options), Throws.TypeOf<InvalidDataException>().With.Message.Contains(_file));
        Assert.That(await File.ReadAllTextAsync(_file), Is.EqualTo("something else"));
    }
}
