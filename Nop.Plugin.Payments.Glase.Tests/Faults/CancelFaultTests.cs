using System.Globalization;
using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Tests.Simulator;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// An order that was not paid in time is cancelled only when nobody can pay it any more, whatever becomes of cancelInvoice.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class CancelFaultTests
{
    private const string PaidMeanwhile = "paid meanwhile";
    private const string BeingPaid = "being paid";

    private FaultShop _shop;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Cancelling);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _shop = await FaultShop.StartAsync(GlaseOperation.CancelInvoice, isLive: false);
        await _shop.Shopper.ContinueAndConfirmAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task An_overdue_order(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        var reference = await LetOrderGetOverdueAsync();

        await RunTaskAsync(row["Fault"], reference);

        Assert.That((await _shop.LastInvoiceAsync()).Status.ToString(), Is.EqualTo(row["Payment"]));
        Assert.That(await _shop.LastOrderInOneWordAsync(), Is.EqualTo(row["Order"]));
        Assert.That(_shop.Requests, Is.EqualTo(int.Parse(row["Requests"], CultureInfo.InvariantCulture)));

        await _shop.MendAsync();
        if (row["Fault"] == BeingPaid)
            _shop.Glase.Cancel(reference);
        if (row["Payment after the next run"] == nameof(GlaseInvoiceStatus.Canceled))
            await Poll.UntilAsync(() => _shop.Glase.Invoice(reference).Status == "CANCELED" || row["Payment"] == "Canceled");
        await _shop.RunTaskAsync();

        Assert.That((await _shop.LastInvoiceAsync()).Status.ToString(), Is.EqualTo(row["Payment after the next run"]));
        Assert.That(await _shop.LastOrderInOneWordAsync(), Is.EqualTo(row["Order after the next run"]));
    }

    // An order that was cancelled waits again for its payment; one that was paid gives way to a new one.
    private async Task<string> LetOrderGetOverdueAsync()
    {
        await _shop.BeginAsync();
        if (await _shop.LastOrderInOneWordAsync() == nameof(PaymentStatus.Paid))
        {
            await _shop.Shopper.PutIntoCartAsync();
            await _shop.Shopper.CheckOutAsync();
            await _shop.Shopper.ContinueAndConfirmAsync();
        }

        await _shop.ChangeLastAsync<Order>(order =>
        {
            order.OrderStatus = OrderStatus.Pending;
            order.CreatedOnUtc = DateTime.UnixEpoch;
        });
        var order = await _shop.LastOrderAsync();
        var invoice = await _shop.RunAsync(services => services.GetRequiredService<InvoiceIssuer>().GetForOrderAsync(order));
        await _shop.ChangeLastAsync<GlaseInvoice>(open => open.ExpiresOnUtc = open.ExpiresOnUtc.AddHours(-1));
        return invoice.InvoiceReference;
    }

    private async Task RunTaskAsync(string fault, string reference)
    {
        switch (fault)
        {
            case PaidMeanwhile:
                _shop.Glase.Faults.Add(Fault.Delay(TimeSpan.FromMinutes(10)).On(_shop.Call).Forever());
                var run = _shop.RunTaskAsync();
                await Poll.UntilAsync(() => _shop.Requests == 1);
                _shop.Glase.Pay(reference);
                _shop.Glase.Faults.Clear();
                await run;
                break;
            case BeingPaid:
                _shop.Glase.Start(reference);
                await _shop.RunTaskAsync();
                break;
            default:
                await _shop.BreakAsync(fault, reference);
                await _shop.RunTaskAsync();
                break;
        }
    }
}
