using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// A report is asked for until it is there, or its failure is shown; asking again is always possible.
/// </summary>
public class ReportFaultTests() : FaultTest(GlaseOperation.ExecuteReport)
{
    private GlasePeriod _period;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Report);

    protected override async Task PrepareAsync()
    {
        Shop.Glase.Options.ReportDelay = TimeSpan.Zero;
        _period = await Shop.ClosePeriodAsync();
        // Nobody has to wait any more before it can be asked for.
        _period.MarkedOnUtc -= GlaseDefaults.ReportInterval;
        // Glase begins to make it when it is first asked.
        await FetchAsync();
    }

    [TestCaseSource(nameof(Rows))]
    public async Task A_fault_while_a_report_is_fetched(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await Shop.BeginAsync();
        await Shop.BreakAsync(row["Fault"]);

        Assert.That(await FetchAsync(), Is.EqualTo(row["Report"]));
        Assert.That(Shop.Requests.ToString(CultureInfo.InvariantCulture), Is.EqualTo(row["Requests"]));

        await Shop.MendAsync();
        Assert.That(await FetchAsync(), Is.EqualTo("there"), "once the fault is over");
    }

    private Task<string> FetchAsync()
    {
        return Shop.RunAsync(async services =>
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
