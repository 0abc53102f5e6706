using System.Globalization;
using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Tests.Simulator;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// An order that was not paid in time is cancelled only when nobody can pay it any more, whatever becomes of cancelInvoice.
/// </summary>
public class CancelFaultTests() : FaultTest(GlaseOperation.CancelInvoice, isLive: false)
{
    private const string PaidMeanwhile = "paid meanwhile";
    private const string BeingPaid = "being paid";

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Cancelling);

    protected override async Task PrepareAsync()
    {
        await Shop.Shopper.ContinueAndConfirmAsync();
    }

    [TestCaseSource(nameof(Rows))]
    public async Task A_fault_while_an_expired_invoice_is_cancelled(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        var reference = await LetOrderGetOverdueAsync();

        await RunTaskAsync(row["Fault"], reference);

        Assert.That((await Shop.LastPaymentAsync()).Status.ToString(), Is.EqualTo(row["Payment"]));
        Assert.That(await Shop.LastOrderInOneWordAsync(), Is.EqualTo(row["Order"]));
        Assert.That(Shop.Requests, Is.EqualTo(int.Parse(row["Requests"], CultureInfo.InvariantCulture)));

        await Shop.MendAsync();
        if (row["Fault"] == BeingPaid)
            Shop.Glase.Cancel(reference);
        if (row["Payment after the next run"] == nameof(GlasePaymentStatus.Canceled))
            await Poll.UntilAsync(() => Shop.Glase.Invoice(reference).Status == "CANCELED" || row["Payment"] == "Canceled");
        await Shop.RunTaskAsync();

        Assert.That((await Shop.LastPaymentAsync()).Status.ToString(), Is.EqualTo(row["Payment after the next run"]));
        Assert.That(await Shop.LastOrderInOneWordAsync(), Is.EqualTo(row["Order after the next run"]));
    }

    // An order that was cancelled waits again for its payment; one that was paid gives way to a new one.
    private async Task<string> LetOrderGetOverdueAsync()
    {
        await Shop.BeginAsync();
        if (await Shop.LastOrderInOneWordAsync() == nameof(PaymentStatus.Paid))
        {
            await Shop.Shopper.PutIntoCartAsync();
            await Shop.Shopper.CheckOutAsync();
            await Shop.Shopper.ContinueAndConfirmAsync();
        }

        await Shop.RunAsync(services => services.GetRequiredService<IRepository<GlaseOrderCancellation>>().DeleteAsync(row => true));
        await Shop.ChangeLastAsync<Order>(order =>
        {
            order.OrderStatus = OrderStatus.Pending;
            order.CreatedOnUtc = DateTime.UnixEpoch;
        });
        var order = await Shop.LastOrderAsync();
        var payment = await Shop.RunAsync(services => services.GetRequiredService<CheckoutInvoices>().GetForOrderAsync(order));
        await Shop.ChangeLastAsync<GlasePayment>(open => open.DeadlineOnUtc = open.ExpiresOnUtc = open.ExpiresOnUtc.AddHours(-1));
        return payment.InvoiceReference;
    }

    private async Task RunTaskAsync(string fault, string reference)
    {
        switch (fault)
        {
            case PaidMeanwhile:
                Shop.Glase.Faults.Add(Fault.Delay(TimeSpan.FromMinutes(10)).On(Shop.Call).Forever());
                var run = Shop.RunTaskAsync();
                await Poll.UntilAsync(() => Shop.Requests == 1);
                Shop.Glase.Pay(reference);
                Shop.Glase.Faults.Clear();
                await run;
                break;
            case BeingPaid:
                Shop.Glase.Start(reference);
                await Shop.RunTaskAsync();
                break;
            default:
                await Shop.BreakAsync(fault, reference);
                await Shop.RunTaskAsync();
                break;
        }
    }
}
