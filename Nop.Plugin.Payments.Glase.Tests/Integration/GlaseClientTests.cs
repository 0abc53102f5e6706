using System.Xml.Linq;
using Glase.Simulator;
using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Infrastructure;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// The client against a Glase that is built on another SOAP stack, checks each request against the schema, and notes what
/// Glase's documents forbid.
/// </summary>
[TestFixture]
public class GlaseClientTests
{
    private readonly FakeTimeProvider _glaseTime = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private GlaseSimulator _glase;
    private ServiceProvider _services;
    private IGlaseClient _client;
    private GlaseConnection _connection;

    private static readonly Invoice _invoice = new()
    {
        Title = "Grön butik <&> 😀\u0001",
        ClientInvoiceId = "7c1d",
        Rows =
        [
            new()
            {
                Description = "Kaffe", Quantity = 2.5m, Unit = "kg", Sku = "K-1", Ean = "7310865004703", TaxRate = 12,
                UnitPrice = new(40.2m, "SEK"), Discount = new(1.5m, "SEK"), TotalAmount = new(100.50m, "SEK")
            },
            new() { Description = "Presentkort", TotalAmount = new(-7.19m, "SEK") }
        ],
        TotalAmount = new(93.31m, "SEK"),
        CashierId = "Web",
        Footer = "Tack!",
        BackUrl = "https://shop.example/back?a=1&b=2"
    };

    [SetUp]
    public async Task StartAsync()
    {
        _glase = await GlaseSimulator.StartAsync(new() { TimeProvider = _glaseTime });
        _services = new ServiceCollection().AddGlaseClient().BuildServiceProvider();
        _client = _services.GetRequiredService<IGlaseClient>();
        _connection = new()
        {
            ServiceUrl = _glase.ServiceUri,
            ClientId = "Shop & Söner",
            TerminalId = _glase.Options.TerminalId,
            Password = _glase.Options.Password,
            ShopId = _glase.Options.ResellerId,
            ShopUserId = _glase.Options.ResellerUserId,
            ShopPassword = _glase.Options.ResellerPassword
        };
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _services.DisposeAsync();
        await _glase.DisposeAsync();
    }

    [Test]
    public async Task An_invoice_is_issued_updated_paid_given_a_receipt_and_refunded()
    {
        var issued = await _client.SendInvoiceAsync(_connection, _invoice);
        Assert.That(issued.InvoiceQrCode, Is.EqualTo("HTTP://SEQR.SE/R" + issued.InvoiceReference));
        Assert.That(_glase.Invoice(issued.InvoiceReference).Content.Title, Is.EqualTo("Grön butik <&> 😀"));

        await _client.UpdateInvoiceAsync(_connection, issued.InvoiceReference,
            _invoice with { Rows = [_invoice.Rows[0]], TotalAmount = new(100.5m, "SEK") });
        var waiting = await _client.GetPaymentStatusAsync(_connection, issued.InvoiceReference, 0);
        Assert.That((waiting.Status, waiting.ErsReference, waiting.Receipt),
            Is.EqualTo((GlaseInvoiceState.Issued, (string)null, (PaymentReceipt)null)));

        _glase.Pay(issued.InvoiceReference);
        var paid = await _client.GetPaymentStatusAsync(_connection, issued.InvoiceReference, waiting.Version);
        Assert.Multiple(() =>
        {
            Assert.That(paid.Status, Is.EqualTo(GlaseInvoiceState.Paid));
            Assert.That(paid.Version, Is.GreaterThan(waiting.Version));
            Assert.That(paid.ErsReference, Is.Not.Empty);
            Assert.That(paid.Receipt.PaidAmount, Is.EqualTo(new Amount(100.5m, "SEK")));
            Assert.That(paid.Receipt.PaidOnUtc, Is.EqualTo(_glaseTime.GetUtcNow().UtcDateTime));
            Assert.That(paid.Receipt.InvoiceReference, Is.EqualTo(issued.InvoiceReference));
            Assert.That(paid.Receipt.ClientInvoiceId, Is.EqualTo("7c1d"));
            Assert.That(paid.Receipt.TerminalId, Is.EqualTo(_connection.TerminalId));
        });

        await _client.SubmitPaymentReceiptAsync(_connection, paid.ErsReference, new("text/html", "<p>Tack å</p>"u8.ToArray()));
        Assert.That(_glase.Receipts.Single().Data, Is.EqualTo("<p>Tack å</p>"u8.ToArray()));

        var refund = await _client.RefundPaymentAsync(_connection, paid.ErsReference, "Åter", new(0.50m, "SEK"));
        Assert.That(refund.ErsReference, Is.EqualTo(_glase.Refunds.Single().ErsReference).And.Not.EqualTo(paid.ErsReference));
        Assert.That(_glase.Refunds.Single().Amount.Value, Is.EqualTo(0.5m));
        AssertNothingForbidden();
    }

    [Test]
    public async Task An_invoice_is_cancelled_once()
    {
        var issued = await _client.SendInvoiceAsync(_connection, _invoice);

        await _client.CancelInvoiceAsync(_connection, issued.InvoiceReference);

        var status = await _client.GetPaymentStatusAsync(_connection, issued.InvoiceReference, 0);
        Assert.That(status.Status, Is.EqualTo(GlaseInvoiceState.Canceled));
        Assert.That(() => _client.CancelInvoiceAsync(_connection, issued.InvoiceReference),
            Throws.InstanceOf<GlaseApiException>().With.Property("ResultCode").EqualTo(GlaseResultCode.InvoiceAlreadyCanceled));
        AssertNothingForbidden();
    }

    [Test]
    public async Task A_reservation_is_committed()
    {
        var issued = await _client.SendInvoiceAsync(_connection, _invoice with
        {
            PaymentMode = PaymentMode.ReservationRequired,
            CommitReservationTimeout = TimeSpan.FromHours(1)
        });
        _glase.Pay(issued.InvoiceReference);
        var reserved = await _client.GetPaymentStatusAsync(_connection, issued.InvoiceReference, 0);
        Assert.That(reserved.Status, Is.EqualTo(GlaseInvoiceState.Reserved));

        await _client.CommitReservationAsync(_connection, issued.InvoiceReference, new(90, "SEK"));

        var paid = await _client.GetPaymentStatusAsync(_connection, issued.InvoiceReference, reserved.Version);
        Assert.That((paid.Status, paid.Receipt.PaidAmount), Is.EqualTo((GlaseInvoiceState.Paid, new Amount(90, "SEK"))));
        AssertNothingForbidden();
    }

    [TestCase("Reconciliation/Shop.xml", false)]
    [TestCase("Reconciliation/STD_RECON_003.xml", false)]
    [TestCase("Reconciliation/STD_RECON_006.xml", true)]
    [TestCase("Reconciliation/STD_RECON_007.xml", true)]
    public async Task A_period_is_closed_and_its_report_fetched_once_it_is_ready(string reportId, bool ofTerminal)
    {
        var parameters = new Dictionary<string, string>
        {
            ["transactionPeriodId"] =
                await _client.MarkTransactionPeriodAsync(_connection, ofTerminal ? _connection.TerminalId : null)
        };
        if (ofTerminal)
            parameters["TERMINALID"] = _connection.TerminalId;

        Assert.That(() => _client.ExecuteReportAsync(_connection, reportId, "en", parameters),
            Throws.InstanceOf<GlaseApiException>().With.Property("ResultCode").EqualTo(GlaseResultCode.ReportNotReady));
        _glaseTime.Advance(TimeSpan.FromSeconds(3));
        var report = await _client.ExecuteReportAsync(_connection, reportId, "en", parameters);

        Assert.That(report.Text, Does.Contain(parameters["transactionPeriodId"]));
        AssertNothingForbidden();
    }

    [Test]
    public async Task A_wrong_password_is_told_and_remembered()
    {
        var wrong = _connection with { Password = "wrong", ShopPassword = "wrong" };

        Assert.Multiple(() =>
        {
            Assert.That(() => _client.SendInvoiceAsync(wrong, _invoice),
                Throws.InstanceOf<GlaseApiException>().With.Property("ResultCode").EqualTo(GlaseResultCode.AuthenticationFailed));
            Assert.That(() => _client.MarkTransactionPeriodAsync(wrong, null),
                Throws.InstanceOf<GlaseApiException>().With.Property("ResultCode").EqualTo(GlaseResultCode.AuthenticationFailed));
        });
        var health = _services.GetRequiredService<IGlaseHealth>();
        Assert.That(health.ForPayments(wrong).CredentialsRefused, Is.EqualTo(GlaseResultCode.AuthenticationFailed));
        Assert.That(health.ForReports(wrong).CredentialsRefused, Is.EqualTo(GlaseResultCode.AuthenticationFailed));

        await _client.SendInvoiceAsync(_connection, _invoice);
        Assert.That(health.ForPayments(_connection).CredentialsRefused, Is.Null);
    }

    [Test]
    public async Task Every_request_carries_the_context_that_certification_asks_for()
    {
        await _client.SendInvoiceAsync(_connection, _invoice);

        var context = XDocument.Parse(_glase.Calls("sendInvoice").Single().Request).Descendants("context").Single();
        Assert.Multiple(() =>
        {
            Assert.That((string)context.Element("channel"), Is.EqualTo("ClientWS"));
            Assert.That((string)context.Element("clientComment"),
                Does.Match(@"^nopCommerce 4\.90 / Glase plugin \d+\.\d+\.\d+$"));
            Assert.That((string)context.Element("clientId"), Is.EqualTo("Shop & Söner"));
        });
    }

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return Case(Fault.ResetBefore(), GlaseFailureKind.ConnectionLost, true);
        yield return Case(Fault.ResetAfter(), GlaseFailureKind.ConnectionLost, true);
        yield return Case(Fault.CutOff(), GlaseFailureKind.ConnectionLost, true);
        yield return Case(Fault.Truncated(), GlaseFailureKind.InvalidResponse, true);
        yield return Case(Fault.Huge(), GlaseFailureKind.InvalidResponse, true);
        yield return Case(Fault.DtdBomb(), GlaseFailureKind.InvalidResponse, true);
        yield return Case(Fault.WrongContentType(), GlaseFailureKind.InvalidResponse, true);
        yield return Case(Fault.Soap(), GlaseFailureKind.Fault, true);
        yield return Case(Fault.Http(500), GlaseFailureKind.HttpError, true);
        yield return Case(Fault.Http(404), GlaseFailureKind.HttpError, false);
        yield return Case(Fault.Result(93), GlaseFailureKind.Refused, false);

        static TestCaseData Case(Fault fault, GlaseFailureKind kind, bool outcomeUnknown)
        {
            return new TestCaseData(fault, kind, outcomeUnknown).SetArgDisplayNames(fault.ToString());
        }
    }

    [TestCaseSource(nameof(Faults))]
    public async Task A_fault_has_its_kind_and_an_invoice_is_sent_but_once(Fault fault, GlaseFailureKind kind,
        bool outcomeUnknown)
    {
        _glase.Faults.Add(fault.On("sendInvoice"));
        GlaseApiException failure = null;
        try
        {
            await _client.SendInvoiceAsync(_connection, _invoice);
        }
        catch (GlaseApiException exception)
        {
            failure = exception;
        }

        Assert.That((failure?.Kind, failure?.OutcomeUnknown), Is.EqualTo(((GlaseFailureKind?)kind, (bool?)outcomeUnknown)));
        Assert.That(_glase.CallCount("sendInvoice"), Is.EqualTo(1));
        Assert.That(failure.ClientReference, Is.EqualTo(_glase.Calls("sendInvoice").Single().ClientReference));
    }

    [Test]
    public async Task A_status_is_asked_for_again_after_a_lost_connection()
    {
        var issued = await _client.SendInvoiceAsync(_connection, _invoice);
        _glase.Faults.Add(Fault.ResetAfter().On("getPaymentStatus"));

        var status = await _client.GetPaymentStatusAsync(_connection, issued.InvoiceReference, 0);

        Assert.That(status.Status, Is.EqualTo(GlaseInvoiceState.Issued));
        Assert.That(_glase.CallCount("getPaymentStatus"), Is.EqualTo(2));
        AssertNothingForbidden();
    }

    private void AssertNothingForbidden()
    {
        Assert.That(_glase.Violations, Is.Empty);
    }
}
