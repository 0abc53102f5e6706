using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Simulator;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// A period is closed once at the most, and called closed only where Glase said so.
/// </summary>
public class PeriodFaultTests() : FaultTest(GlaseOperation.MarkTransactionPeriod)
{
    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Period);

    protected override async Task PrepareAsync()
    {
        await Shop.ClosePeriodAsync();
    }

    [TestCaseSource(nameof(Rows))]
    public async Task A_fault_while_a_period_is_closed(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await Shop.BeginAsync();
        await Shop.ChangeLastAsync<GlasePeriod>(period => period.MarkedOnUtc -= TimeSpan.FromMinutes(2));
        var before = Shop.Glase.Periods.Count;
        await Shop.BreakAsync(row["Fault"]);

        var period = await Shop.ClosePeriodAsync();

        Assert.That(period.Status.ToString(), Is.EqualTo(row["Period"]));
        Assert.That(Shop.Requests.ToString(CultureInfo.InvariantCulture), Is.EqualTo(row["Requests"]));
        Assert.That(period.TransactionPeriodId is null, Is.EqualTo(period.Status != GlasePeriodStatus.Marked));
        await Shop.MendAsync();
        await Poll.UntilAsync(() => Shop.Glase.Periods.Count > before == row.IsYes("Closed at Glase"));

        var again = await Shop.ClosePeriodAsync();
        Assert.That(again is null ? "does nothing" : "closes it", Is.EqualTo(row["Closing it again at once"]));
        Assert.That(Shop.Glase.Periods, Has.Count.EqualTo(before + (again is not null || row.IsYes("Closed at Glase") ? 1 : 0)));
    }
}
