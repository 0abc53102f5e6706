using System.Globalization;
using System.Net;
using Glase.Simulator;
using Glase.Simulator.Control;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

/// <summary>Speaks hand-written XML to a simulator of its own, whose clock stands still until the test moves it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class SimulatorTest
{
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected SimulatorOptions Options { get; } = new()
    {
        TerminalId = "test-terminal",
        Password = "test-password",
        ResellerId = "test-shop",
        ResellerPassword = "test-shop-password"
    };

    protected GlaseSimulator Simulator { get; private set; }

    protected GlaseCaller Glase { get; private set; }

    protected HttpClient Http { get; private set; }

    [SetUp]
    public async Task StartAsync()
    {
        Options.TimeProvider = Time;
        Configure(Options);
        Simulator = await GlaseSimulator.StartAsync(Options);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Simulator.BaseUri };
        Glase = new GlaseCaller(Http, Simulator.ServiceUri);
    }

    [TearDown]
    public async Task StopAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }

    protected virtual void Configure(SimulatorOptions options)
    {
    }

    protected async Task<string> SendInvoiceAsync(RequestXml request = null)
    {
        var answer = await Glase.CallAsync(request ?? RequestXml.SendInvoice());
        Assert.That(answer.Code, Is.Zero, answer.Text);
        return answer["invoiceReference"];
    }

    /// <summary>An invoice that is paid, and that the shop knows to be paid. The payment's reference.</summary>
    protected async Task<string> SendPaidInvoiceAsync(RequestXml request = null)
    {
        var reference = await SendInvoiceAsync(request);
        Simulator.Pay(reference);
        return (await AskAsync(reference))["ersReference"];
    }

    protected Task<SoapAnswer> AskAsync(string reference, int version = 0) =>
        Glase.CallAsync(RequestXml.GetPaymentStatus(reference, version.ToString(CultureInfo.InvariantCulture)));

    protected InvoiceSnapshot Invoice(string reference) => Simulator.Invoice(reference);

    protected async Task ExpectFaultAsync(RequestXml request, string text)
    {
        var answer = await Glase.CallAsync(request);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.InternalServerError), answer.Text);
            Assert.That(answer.FaultString, Does.Contain(text));
        }
    }
}
