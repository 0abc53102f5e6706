using System.Globalization;
using Glase.Simulator.Faults;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An admin closes periods and reads their reports, over HTTP with script off.
/// </summary>
public class ReportingTests
{
    private ShopFixture _fixture;
    private HttpShopper _admin;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync(glaseOptions: options => options.ReportDelay = TimeSpan.FromSeconds(1));
        _admin = _fixture.NewShopper();
        await _admin.LogInAsAdminAsync();
        await ReportingShop.EnterCredentialsAsync(_fixture);
    }

    [TearDown]
    public async Task TearDown()
    {
        _admin.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task A_closed_period_has_four_reports_that_come_after_a_while()
    {
        var payment = await ReportingShop.BuyAsync(_fixture);
        var period = await CloseAsync();

        Assert.That(_admin.Notice, Does.Contain($"Period {period.TransactionPeriodId} was closed."));
        var row = (await ReadPeriodsAsync()).Rows.Single();
        Assert.That(row.GetProperty("TransactionPeriodId").GetString(), Is.EqualTo(period.TransactionPeriodId));
        Assert.That(row.GetProperty("MarkedBy").GetString(), Is.EqualTo("admin@example.com"));
        Assert.That((row.GetProperty("Status").GetString(), row.GetProperty("StatusColor").GetString()), Is.EqualTo(("Closed", "green")));
        Assert.That(row.GetProperty("Pages").GetArrayLength(), Is.EqualTo(5), "reconciliation and four reports");
        Assert.That(period.TerminalId, Is.EqualTo(_fixture.Glase.Options.TerminalId));

        foreach (var report in new[] { "ShopSummary", "ShopDetails", "TerminalSummary", "TerminalDetails" })
        {
            await FetchAsync(period, report);
            var amount = payment.Amount.ToString("N2", CultureInfo.InvariantCulture);
            Assert.That(_admin.Page.QuerySelector("[data-glase-report] tbody").TextContent, Does.Contain(amount), report);
            if (report.EndsWith("Details", StringComparison.Ordinal))
                Assert.That(_admin.Page.QuerySelector("[data-glase-report]").TextContent, Does.Contain(payment.ErsReference), report);
        }

        Assert.That(_fixture.Glase.CallCount("executeReport"), Is.GreaterThanOrEqualTo(8), "none is ready when first asked for");
        Assert.That(_fixture.Glase.Violations, Is.Empty);
    }

    [Test]
    public async Task While_Glase_makes_it_the_page_says_so_and_loads_itself_anew()
    {
        _fixture.Glase.Options.ReportDelay = TimeSpan.FromMinutes(5);
        var period = await CloseAsync();

        await _admin.GoAsync($"Admin/Glase/Period/{period.Id}/ShopSummary");

        Assert.That(_admin.Page.QuerySelector("[role=status]").TextContent, Does.Contain("A report can be requested").Or.Contain("Glase is preparing"));
        Assert.That(_admin.Page.QuerySelector("noscript").InnerHtml, Does.Contain("refresh"));
        await ShopFixture.UntilAsync(async () => (await _admin.Http.GetStringAsync($"Admin/Glase/Period/{period.Id}/ShopSummary/Progress"))
            .Contains("Requests so far: 2", StringComparison.Ordinal), "the second question");

        await _admin.GoAsync($"Admin/Glase/Period/{period.Id}/ShopSummary");
        await _admin.PressAsync(_admin.Button("Cancel"));
        Assert.That(_admin.Page.QuerySelector("[role=status]").TextContent, Does.Contain("was cancelled"));
        var asked = _fixture.Glase.CallCount("executeReport");
        await Task.Delay(GlaseDefaults.ReportInterval + TimeSpan.FromSeconds(1));
        Assert.That(_fixture.Glase.CallCount("executeReport"), Is.EqualTo(asked), "nobody asks any more");

        _fixture.Glase.Options.ReportDelay = TimeSpan.Zero;
        await _admin.PressAsync(_admin.Button("Fetch it again"));
        Assert.That(_admin.Page.QuerySelector("[data-glase-progress]"), Is.Not.Null);
    }

    [Test]
    public async Task A_report_comes_as_Glase_wrote_it_and_as_a_file_for_spreadsheets()
    {
        var payment = await ReportingShop.BuyAsync(_fixture);
        var period = await CloseAsync();
        await FetchAsync(period, "TerminalDetails");
        ReportingShop.AssertAmountsStandAtTheEnd(_admin.Page);

        var xml = await _admin.Http.GetAsync($"Admin/Glase/Period/{period.Id}/TerminalDetails/Xml");
        var csv = await _admin.Http.GetAsync($"Admin/Glase/Period/{period.Id}/TerminalDetails/Csv");

        var text = await xml.Content.ReadAsStringAsync();
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.StartWith("<?xml").And.Contain("<TransactionDetails>").And.Contain("</TransactionSummary>"), "word for word");
            Assert.That(xml.Content.Headers.ContentType.MediaType, Is.EqualTo("application/octet-stream"));
            Assert.That(xml.Content.Headers.ContentDisposition.DispositionType, Is.EqualTo("attachment"));
            Assert.That(xml.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(lines[0].TrimStart('\uFEFF'), Is.EqualTo("TerminalId,CashierId,SalesAmount,ErsReference"));
            Assert.That(lines[1], Does.EndWith($",{payment.Amount.ToString("0.00", CultureInfo.InvariantCulture)},\"=\"\"{payment.ErsReference}\"\"\""));
            Assert.That(csv.Content.Headers.ContentDisposition.FileName, Does.EndWith(".csv"));
        });
    }

    [Test]
    public async Task What_Glase_refuses_and_what_is_lost_is_said_and_nothing_is_closed_twice()
    {
        _fixture.Glase.Faults.Add(Fault.Result(20).On("markTransactionPeriod"));
        await PressCloseAsync();
        Assert.That(_admin.Notice, Does.Contain("The period was not closed.").And.Contain("id or password is wrong"));
        Assert.That((await _fixture.AllAsync<GlasePeriod>()).Single().Status, Is.EqualTo(GlasePeriodStatus.Refused));
        Assert.That(_admin.Page.QuerySelectorAll(".card-header").Select(title => title.TextContent),
            Is.EqualTo(new[] { "Periods" }), "this one is not closed");

        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("markTransactionPeriod"));
        await PressCloseAsync();
        Assert.That(_admin.Notice, Does.Contain("response was lost"));
        var lost = (await _fixture.AllAsync<GlasePeriod>()).Single();
        Assert.That(lost.Status, Is.EqualTo(GlasePeriodStatus.Unknown));
        Assert.That(_fixture.Glase.Periods, Has.Count.EqualTo(1), "Glase has closed one");

        await PressCloseAsync();
        Assert.That(_admin.Notice, Does.Contain("Nothing was closed"), "pressed twice");
        Assert.That(_fixture.Glase.Periods, Has.Count.EqualTo(1));

        await _fixture.ChangeAllAsync<GlasePeriod>(period => period.MarkedOnUtc -= TimeSpan.FromMinutes(2));
        var next = await CloseAsync();
        Assert.That(next.StartedOnUtc, Is.Null, "what the lost one covers may be in this one");
        var rows = await ReadPeriodsAsync();
        Assert.That(rows.Column("PeriodId"), Is.EqualTo(new[] { $"{next.Id}", $"{lost.Id}" }), "the newest first");
        Assert.That(rows.Column("Remark")[1], Does.Contain("it is unknown whether this period was closed at Glase"));
        Assert.That((await ReadPeriodsAsync("asc")).Column("PeriodId"), Is.EqualTo(new[] { $"{lost.Id}", $"{next.Id}" }), "the oldest first");
    }

    [Test]
    public async Task Wrong_credentials_of_the_shop_show_on_the_page_of_the_report()
    {
        var period = await CloseAsync();
        await ReportingShop.EnterCredentialsAsync(_fixture, "wrong");

        await _admin.GoAsync($"Admin/Glase/Period/{period.Id}/ShopSummary");
        await ShopFixture.UntilAsync(async () =>
        {
            await _admin.GoAsync($"Admin/Glase/Period/{period.Id}/ShopSummary");
            return _admin.Page.Body.TextContent.Contains("There is no report.", StringComparison.Ordinal);
        }, "the refusal");

        Assert.That(_admin.Page.Body.TextContent, Does.Contain("the id or password is wrong"));
        Assert.That(_admin.Button("Fetch it again"), Is.Not.Null);
    }

    [Test]
    public async Task Without_the_credentials_of_the_shop_the_page_says_what_to_enter()
    {
        await _fixture.ChangeAsync(settings => settings.ShopPassword = null);

        await _admin.GoAsync("Admin/Glase/Periods");

        Assert.That(_admin.Page.Body.TextContent, Does.Contain("enter the shop id and its password"));
        Assert.That(_admin.Page.QuerySelectorAll(".alert a").Select(link => link.GetAttribute("href")), Has.Some.EndsWith("/Admin/Glase/Configure"));
        Assert.That(_admin.Button("Close it now"), Is.Null);
    }

    [Test]
    public async Task The_menu_leads_there_and_strangers_see_nothing()
    {
        await _admin.GoAsync("Admin");
        var links = _admin.Page.QuerySelectorAll(".admin-menu a").Select(link => link.TextContent.Trim()).ToList();
        Assert.That(links.IndexOf("Glase reports"), Is.EqualTo(links.IndexOf("Glase payments") + 1));

        var period = await CloseAsync();
        using var stranger = _fixture.NewShopper();
        foreach (var page in new[] { "Periods", $"Period/{period.Id}/ShopSummary", $"Period/{period.Id}/reconciliation" })
        {
            var answer = await stranger.Http.GetStringAsync($"Admin/Glase/{page}");
            Assert.That(answer, Does.Not.Contain(period.TransactionPeriodId + ",").And.Not.Contain("glase-periods-grid"), page);
        }

        foreach (var address in new[] { "Periods/Data", $"Period/{period.Id}/reconciliation/Differences", $"Period/{period.Id}/reconciliation/Matched" })
        {
            using var answer = await stranger.Http.PostAsync($"Admin/Glase/{address}", null);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("recordsFiltered"), address);
        }

        await stranger.Http.PostAsync("Admin/Glase/Periods/Close", null);
        Assert.That(_fixture.Glase.Periods, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_is_no_report_of_a_closed_period_leads_back_to_the_list()
    {
        await _fixture.ChangeAsync(settings => settings.TerminalId = "");
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("markTransactionPeriod"));
        await PressCloseAsync();

        foreach (var page in new[] { "1/ShopSummary", "1/reconciliation", "77/ShopSummary", "77/reconciliation" })
        {
            await _admin.GoAsync($"Admin/Glase/Period/{page}");
            Assert.That(_admin.At.AbsolutePath, Is.EqualTo("/Admin/Glase/Periods"), page);
        }

        Assert.That((await _admin.Http.GetAsync("Admin/Glase/Period/1/Anything")).IsSuccessStatusCode, Is.False);
    }

    private Task<AdminGrid> ReadPeriodsAsync(string direction = "desc")
    {
        return AdminGrid.ReadAsync(_admin, "glase-periods-grid", sortedBy: "Marked", direction: direction);
    }

    private async Task PressCloseAsync()
    {
        await _admin.GoAsync("Admin/Glase/Periods");
        await _admin.PressAsync(_admin.Button("Close it now"));
    }

    private async Task<GlasePeriod> CloseAsync()
    {
        await PressCloseAsync();
        return (await _fixture.AllAsync<GlasePeriod>())[^1];
    }

    private async Task FetchAsync(GlasePeriod period, string report)
    {
        await ShopFixture.UntilAsync(async () =>
        {
            await _admin.GoAsync($"Admin/Glase/Period/{period.Id}/{report}");
            return _admin.Page.QuerySelector("[data-glase-report]") is not null;
        }, $"the report {report}");
    }
}
