using Glase.Simulator;
using Glase.Simulator.Faults;
using Glase.Simulator.Wire;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class SeveralSimulatorsTests : SimulatorTest
{
    private readonly List<string> _log = [];

    protected override void Configure(SimulatorOptions options)
    {
        options.CallLimit = 5;
        options.RequestLimit = 2;
        options.InvoiceLimit = 3;
        options.Log = line =>
        {
            lock (_log)
                _log.Add(line);
        };
    }

    [Test]
    public async Task Each_has_its_own_port_invoices_and_faults()
    {
        await using var other = await GlaseSimulator.StartAsync();
        using var http = new HttpClient();
        other.Faults.Add(Fault.Http(503).Forever());

        var reference = await SendInvoiceAsync();
        using var response = await new GlaseCaller(http, other.ServiceUri)
            .PostAsync(System.Text.Encoding.UTF8.GetBytes(RequestXml.SendInvoice().ToString()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.BaseUri.Port, Is.Not.EqualTo(Simulator.BaseUri.Port));
            Assert.That((int)response.StatusCode, Is.EqualTo(503));
            Assert.That(other.Invoice(reference), Is.Null);
            Assert.That(other.Invoices, Is.Empty);
        }
    }

    [Test]
    public async Task The_latest_calls_are_kept_and_all_are_counted()
    {
        var reference = await SendInvoiceAsync();
        for (var call = 0; call < 10; call++)
            await AskAsync(reference);

        var calls = Simulator.Calls();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(calls, Has.Count.EqualTo(5));
            Assert.That(calls.Count(call => call.Request != null), Is.EqualTo(2));
            Assert.That(calls[^1].Request, Does.Contain("getPaymentStatus"));
            Assert.That(Simulator.CallCount(GlaseOperation.GetPaymentStatus), Is.EqualTo(10));
        }
    }

    [Test]
    public async Task Closed_invoices_are_forgotten_in_time_and_open_ones_never()
    {
        var open = await SendInvoiceAsync();
        var closed = await SendInvoiceAsync();
        Simulator.Cancel(closed);
        for (var invoice = 0; invoice < 4; invoice++)
            await SendInvoiceAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Simulator.Invoice(open), Is.Not.Null);
            Assert.That(Simulator.Invoice(closed), Is.Null);
        }
    }

    [Test]
    public async Task What_happens_is_told_in_a_line_each()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Pay(reference);

        Assert.That(Told, Is.EquivalentTo(new[]
        {
            $"sendInvoice {reference} → SUCCESS",
            $"{reference}: payer confirmed 100.00 SEK, now PAID"
        }).After(2_000, 10));
    }

    [Test]
    public void An_address_that_is_taken_is_an_error() =>
        Assert.That(() => GlaseSimulator.StartAsync(new SimulatorOptions { Port = Simulator.BaseUri.Port }),
            Throws.InstanceOf<IOException>());

    private string[] Told()
    {
        lock (_log)
            return [.. _log];
    }
}
