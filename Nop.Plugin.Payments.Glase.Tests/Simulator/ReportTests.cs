using System.Text;
using System.Xml;
using System.Xml.Linq;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class ReportTests : SimulatorTest
{
    private const string ShopSummary = "Shop";
    private const string ShopDetails = "STD_RECON_003";
    private const string TerminalSummary = "STD_RECON_006";
    private const string TerminalDetails = "STD_RECON_007";

    [Test]
    public async Task A_report_is_not_ready_at_first()
    {
        var period = await MarkAsync();

        var first = await Glase.CallAsync(RequestXml.ExecuteReport(ShopSummary, period));
        Time.Advance(TimeSpan.FromSeconds(2.9));
        var second = await Glase.CallAsync(RequestXml.ExecuteReport(ShopSummary, period));
        Time.Advance(TimeSpan.FromSeconds(0.1));
        var third = await Glase.CallAsync(RequestXml.ExecuteReport(ShopSummary, period));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { first.Code, second.Code, third.Code }, Is.EqualTo(new[] { 2, 2, 0 }));
            Assert.That(first.Return.Element("report"), Is.Null);
            Assert.That(third.Return.Element("report"), Is.Not.Null);
        }
    }

    [Test]
    public async Task Time_alone_does_not_make_it_ready()
    {
        var period = await MarkAsync();
        Time.Advance(TimeSpan.FromHours(1));

        Assert.That((await Glase.CallAsync(RequestXml.ExecuteReport(ShopSummary, period))).Code, Is.EqualTo(2));
    }

    [Test]
    public async Task Details_list_each_payment_and_each_refund()
    {
        var payment = await SendPaidInvoiceAsync();
        var refund = (await Glase.CallAsync(RequestXml.Refund(payment, "30.00")))["ersReference"];

        var report = XElement.Parse(await ReadAsync(ShopDetails, await MarkAsync()));

        var rows = report.Elements("Row").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => (string)row.Element("ErsReference")), Is.EqualTo(new[] { payment, refund }));
            Assert.That(rows.Select(row => (string)row.Element("SalesAmount")), Is.EqualTo(new[] { "100.00000", "-30.00000" }));
            Assert.That(rows.Select(row => (string)row.Element("CashierId")), Is.All.EqualTo("web"));
            Assert.That(rows.Select(row => (string)row.Element("TerminalId")), Is.All.EqualTo(Options.TerminalId));
            Assert.That((string)report.Element("Meta").Element("ResellerId"), Is.EqualTo(Options.ResellerId));
        }
    }

    [Test]
    public async Task The_summary_counts_and_sums()
    {
        await SendPaidInvoiceAsync();
        await SendPaidInvoiceAsync(RequestXml.SendInvoice().WithRows(RequestXml.Row("23.31")).WithTotal("23.31"));

        var row = XElement.Parse(await ReadAsync(ShopSummary, await MarkAsync())).Element("Row");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string)row.Element("SalesCount"), Is.EqualTo("2"));
            Assert.That((string)row.Element("SalesTotal"), Is.EqualTo("123.31000"));
        }
    }

    [Test]
    public async Task Each_payment_is_in_one_period_only()
    {
        var first = await SendPaidInvoiceAsync();
        var firstPeriod = await MarkAsync();
        var second = await SendPaidInvoiceAsync();
        var secondPeriod = await MarkAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ReadAsync(ShopDetails, firstPeriod), Does.Contain(first).And.Not.Contain(second));
            Assert.That(await ReadAsync(ShopDetails, secondPeriod), Does.Contain(second).And.Not.Contain(first));
        }
    }

    [Test]
    public async Task A_payment_is_in_the_period_in_which_the_shop_learns_of_it()
    {
        var reference = await SendInvoiceAsync();
        await AskAsync(reference);
        var before = await MarkAsync();
        Simulator.Pay(reference);
        var payment = (await AskAsync(reference))["ersReference"];
        var after = await MarkAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ReadAsync(ShopDetails, before), Does.Not.Contain("<Row>"));
            Assert.That(await ReadAsync(ShopDetails, after), Does.Contain(payment));
        }
    }

    [Test]
    public async Task A_reversed_payment_is_in_none()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Pay(reference);
        Time.Advance(TimeSpan.FromSeconds(21));

        var report = XElement.Parse(await ReadAsync(ShopDetails, await MarkAsync()));

        Assert.That(report.Elements("Row"), Is.Empty);
    }

    [Test]
    public async Task A_terminals_summary_needs_the_terminal_in_both_calls()
    {
        await SendPaidInvoiceAsync();
        var shopPeriod = await MarkAsync();
        var terminalPeriod = await MarkAsync(Options.TerminalId);

        var neverNamed = await Glase.CallAsync(RequestXml.ExecuteReport(TerminalSummary, terminalPeriod));
        var notInMark = await Glase.CallAsync(RequestXml.ExecuteReport(TerminalSummary, shopPeriod, Options.TerminalId));
        var inBoth = await ReadAsync(TerminalSummary, terminalPeriod, Options.TerminalId);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(neverNamed.Code, Is.EqualTo(10));
            Assert.That(notInMark.Code, Is.EqualTo(10));
            Assert.That(inBoth, Does.Contain($"<TerminalId>{Options.TerminalId}</TerminalId>"));
        }
    }

    [Test]
    public async Task One_report_has_a_mismatched_end_tag()
    {
        var payment = await SendPaidInvoiceAsync();

        var text = await ReadAsync(TerminalDetails, await MarkAsync(Options.TerminalId), Options.TerminalId);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Contain(payment));
            Assert.That(() => XElement.Parse(text), Throws.TypeOf<XmlException>());
        }
    }

    [Test]
    public async Task An_unknown_report_is_91() =>
        Assert.That((await Glase.CallAsync(RequestXml.ExecuteReport("STD_RECON_999", await MarkAsync()))).Code, Is.EqualTo(91));

    [Test]
    public async Task An_unknown_period_is_10() =>
        Assert.That((await Glase.CallAsync(RequestXml.ExecuteReport(ShopSummary, "P9999999"))).Code, Is.EqualTo(10));

    [Test]
    public async Task A_period_of_an_unknown_terminal_is_37() =>
        Assert.That((await Glase.CallAsync(RequestXml.MarkPeriod("nobody"))).Code, Is.EqualTo(37));

    private async Task<string> MarkAsync(string terminalId = null) =>
        (await Glase.CallAsync(RequestXml.MarkPeriod(terminalId)))["transactionPeriodId"];

    private async Task<string> ReadAsync(string reportId, string period, string terminalId = null)
    {
        await Glase.CallAsync(RequestXml.ExecuteReport(reportId, period, terminalId));
        Time.Advance(TimeSpan.FromSeconds(3));
        var answer = await Glase.CallAsync(RequestXml.ExecuteReport(reportId, period, terminalId));
        var report = answer.Return.Element("report");
        return (string)report.Element("contentString")
            ?? Encoding.UTF8.GetString(Convert.FromBase64String((string)report.Element("content")));
    }
}
