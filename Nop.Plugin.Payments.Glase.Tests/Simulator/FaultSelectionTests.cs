using System.Net;
using System.Text;
using Glase.Simulator.Faults;
using Glase.Simulator.Wire;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

/// <summary>
/// Which calls a fault befalls, and how often.
/// </summary>
public sealed class FaultSelectionTests : SimulatorTest
{
    private static readonly byte[] _send = Encoding.UTF8.GetBytes(RequestXml.SendInvoice().ToString());

    [Test]
    public async Task A_fault_applies_to_its_operation_and_its_number_of_calls()
    {
        Simulator.Faults.Add(Fault.Result(94).On(GlaseOperation.GetPaymentStatus).Times(2));
        var reference = await SendInvoiceAsync();

        var codes = new List<int>();
        for (var call = 0; call < 3; call++)
            codes.Add((await AskAsync(reference)).Code);

        Assert.That(codes, Is.EqualTo(new[] { 94, 94, 0 }));
    }

    [Test]
    public async Task A_fault_can_let_calls_pass_first()
    {
        Simulator.Faults.Add(Fault.Result(94) with { Skip = 1 });

        var codes = new[]
        {
            (await Glase.CallAsync(RequestXml.SendInvoice())).Code, (await Glase.CallAsync(RequestXml.SendInvoice())).Code
        };

        Assert.That(codes, Is.EqualTo(new[] { 0, 94 }));
    }

    [Test]
    public async Task A_fault_can_befall_one_invoice_only()
    {
        var sick = await SendInvoiceAsync();
        var well = await SendInvoiceAsync();
        Simulator.Faults.Add(Fault.Result(90).Forever() with { InvoiceReference = sick });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await AskAsync(well)).Code, Is.Zero);
            Assert.That((await AskAsync(sick)).Code, Is.EqualTo(90));
        }
    }

    [Test]
    public async Task A_fault_for_ever_ends_when_it_is_removed()
    {
        Simulator.Faults.Add(Fault.Http(503).Forever());
        for (var call = 0; call < 3; call++)
        {
            using var response = await Glase.PostAsync(_send);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        }

        Simulator.Faults.Clear();

        Assert.That((await Glase.CallAsync(RequestXml.SendInvoice())).Code, Is.Zero);
    }

    [Test]
    public async Task A_payment_whose_answer_was_lost_counts_as_asked_for()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Pay(reference);
        Simulator.Faults.Add(Fault.ResetAfter());
        Assert.That(() => AskAsync(reference), Throws.InstanceOf<HttpRequestException>());
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.That((await AskAsync(reference))["status"], Is.EqualTo("PAID"));
    }

    [Test]
    public async Task A_spoiled_call_is_recorded_with_what_spoiled_it()
    {
        Simulator.Faults.Add(Fault.Http(502));
        using var response = await Glase.PostAsync(_send);

        var call = Simulator.Calls(GlaseOperation.SendInvoice).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Fault.Kind, Is.EqualTo(FaultKind.HttpStatus));
            Assert.That(() => call.HttpStatus, Is.EqualTo(502).After(2_000, 10));
            Assert.That(call.ResultCode, Is.Null);
        }
    }
}
