using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// A report is asked for until it is there, or its trouble is said; asking again is always possible.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class ReportFaultTests
{
    private FaultShop _shop;
    private GlasePeriod _period;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Report);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _shop = await FaultShop.StartAsync(GlaseOperation.ExecuteReport);
        _shop.Glase.Options.ReportDelay = TimeSpan.Zero;
        _period = await _shop.ClosePeriodAsync();
        // Nobody has to wait any more before it can be asked for.
        _period.MarkedOnUtc -= GlaseDefaults.ReportInterval;
        // Glase begins to make it when it is first asked.
        await FetchAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task Fetching(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await _shop.BeginAsync();
        await _shop.BreakAsync(row["Fault"]);

        Assert.That(await FetchAsync(), Is.EqualTo(row["Report"]));
        Assert.That(_shop.Requests.ToString(CultureInfo.InvariantCulture), Is.EqualTo(row["Requests"]));

        await _shop.MendAsync();
        Assert.That(await FetchAsync(), Is.EqualTo("there"), "once the trouble is over");
    }

    private Task<string> FetchAsync()
    {
        return _shop.RunAsync(async services =>
        {
            try
            {
                var report = await services.GetRequiredService<ReportFetcher>()
                    .FetchAsync(_period, ReportKind.TerminalDetails, () => { }, CancellationToken.None);
                Assert.That(report.Text, Does.Contain(_period.TransactionPeriodId));
                return "there";
            }
            catch (GlaseApiException)
            {
                return "none";
            }
        });
    }
}
