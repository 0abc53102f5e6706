using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Tests.Simulator;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// An order is paid by its reservation when Glase has taken the money, and only then, whatever becomes of commitReservation.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class CaptureFaultTests
{
    private ReservedOrder _order;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Capture);

    [OneTimeSetUp]
    public async Task StartAsync() => _order = await ReservedOrder.StartAsync(GlaseOperation.CommitReservation);

    [OneTimeTearDown]
    public async Task StopAsync() => await _order.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task A_fault_during_a_capture(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await _order.BeginAsync();
        await _order.Shop.BreakAsync(row["Fault"]);

        var errors = await _order.CaptureAsync();

        var isPaid = row["The order"] == nameof(PaymentStatus.Paid);
        Assert.That(await _order.PaymentStatusAsync(), Is.EqualTo(row["The order"]));
        Assert.That(errors, isPaid ? Is.Empty : Has.Count.EqualTo(1));
        Assert.That(_order.Shop.Requests, Is.EqualTo(1));

        await _order.Shop.MendAsync();
        var status = row.IsYes("Captured at Glase") ? "PAID" : "RESERVED";
        await Poll.UntilAsync(() => _order.StatusAtGlase == status);
        if (!isPaid)
            await _order.CaptureAsync();

        Assert.That(await _order.PaymentStatusAsync(), Is.EqualTo(row["Trying again"]));
        Assert.That(_order.StatusAtGlase, Is.EqualTo("PAID"));
        Assert.That(_order.Shop.Requests, Is.EqualTo(status == "PAID" ? 1 : 2), "what is captured is not asked for again");
    }
}
