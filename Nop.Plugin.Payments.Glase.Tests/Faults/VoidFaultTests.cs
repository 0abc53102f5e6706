using System.Globalization;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Tests.Simulator;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// An order counts as voided when nothing is reserved for it any more, and only then, whatever becomes of cancelInvoice.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class VoidFaultTests
{
    private ReservedOrder _order;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Voiding);

    [OneTimeSetUp]
    public async Task StartAsync() => _order = await ReservedOrder.StartAsync(GlaseOperation.CancelInvoice);

    [OneTimeTearDown]
    public async Task StopAsync() => await _order.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task A_fault_during_a_void(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await _order.BeginAsync();
        await _order.Shop.BreakAsync(row["Fault"]);

        var errors = await _order.VoidAsync();

        var isVoided = row["The order"] == nameof(PaymentStatus.Voided);
        Assert.That(await _order.PaymentStatusAsync(), Is.EqualTo(row["The order"]));
        Assert.That(errors, isVoided ? Is.Empty : Has.Count.EqualTo(1));
        Assert.That(_order.Shop.Requests, Is.EqualTo(int.Parse(row["Requests"], CultureInfo.InvariantCulture)));

        await _order.Shop.MendAsync();
        await Poll.UntilAsync(() => _order.StatusAtGlase == (row.IsYes("Released at Glase") ? "CANCELED" : "RESERVED"));
        Assert.That(row["Trying again"], Is.EqualTo(isVoided ? "not needed" : nameof(PaymentStatus.Voided)));
        if (!isVoided)
            await _order.VoidAsync();

        Assert.That(await _order.PaymentStatusAsync(), Is.EqualTo(nameof(PaymentStatus.Voided)));
        Assert.That(_order.StatusAtGlase, Is.EqualTo("CANCELED"));
    }
}
