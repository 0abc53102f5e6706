using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Simulator;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// A period is closed once at the most, and called closed only where Glase said so.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class PeriodFaultTests
{
    private FaultShop _shop;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Period);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _shop = await FaultShop.StartAsync(GlaseOperation.MarkTransactionPeriod);
        await _shop.ClosePeriodAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task Closing(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await _shop.BeginAsync();
        await _shop.ChangeLastAsync<GlasePeriod>(period => period.MarkedOnUtc -= TimeSpan.FromMinutes(2));
        var before = _shop.Glase.Periods.Count;
        await _shop.BreakAsync(row["Fault"]);

        var period = await _shop.ClosePeriodAsync();

        Assert.That(period.Status.ToString(), Is.EqualTo(row["Period"]));
        Assert.That(_shop.Requests.ToString(CultureInfo.InvariantCulture), Is.EqualTo(row["Requests"]));
        Assert.That(period.TransactionPeriodId is null, Is.EqualTo(period.Status != GlasePeriodStatus.Marked));
        await _shop.MendAsync();
        await Poll.UntilAsync(() => _shop.Glase.Periods.Count > before == row.IsYes("Closed at Glase"));

        var again = await _shop.ClosePeriodAsync();
        Assert.That(again is null ? "does nothing" : "closes it", Is.EqualTo(row["Closing it again at once"]));
        Assert.That(_shop.Glase.Periods, Has.Count.EqualTo(before + (again is not null || row.IsYes("Closed at Glase") ? 1 : 0)));
    }
}
