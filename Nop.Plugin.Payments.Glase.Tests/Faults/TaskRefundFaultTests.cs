using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Simulator;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// Money that no order can be paid with goes back once: by itself where that is safe, else after a person has looked.
/// </summary>
public class TaskRefundFaultTests() : FaultTest(GlaseOperation.RefundPayment)
{
    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.TaskRefund);

    [TestCaseSource(nameof(Rows))]
    public async Task The_task_refunds_or_waits_for_an_admin(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        var reference = await PayForAnotherCartAsync();
        await Shop.BreakAsync(row["Fault"]);

        await Shop.RunTaskAsync();

        Assert.That((await Shop.LastRefundAsync()).Status.ToString(), Is.EqualTo(row["Refund"]));
        Assert.That((await Shop.LastPaymentAsync()).Status.ToString(), Is.EqualTo(row["Payment"]));
        Assert.That((await Shop.LastPaymentAsync()).LastError, Is.Not.Null);

        await Shop.MendAsync();
        var atGlase = row.IsYes("Refunded at Glase") ? 1 : 0;
        await Poll.UntilAsync(() => CountAtGlase(reference) == atGlase);
        var requests = Shop.Requests;
        await Shop.RunTaskAsync();
        Assert.That(Shop.Requests, Is.EqualTo(requests), "a minute has to pass");
        await Shop.ChangeLastAsync<GlaseRefund>(refund => refund.CreatedOnUtc -= TimeSpan.FromMinutes(1));
        await Shop.RunTaskAsync();

        var goesOut = row["Next run"] switch
        {
            "refunds" => 1,
            "waits for an admin" or "does nothing" => 0,
            var other => throw new FormatException($"docs/faults.md: nobody knows the next run that \"{other}\".")
        };
        Assert.That(Shop.Requests, Is.EqualTo(requests + goesOut));
        Assert.That(CountAtGlase(reference), Is.EqualTo(atGlase + goesOut));
        Assert.That((await Shop.LastPaymentAsync()).Status == GlasePaymentStatus.Refunded, Is.EqualTo(row["Next run"] != "waits for an admin"));
        Assert.That(await Shop.CountOrdersAsync(), Is.Zero);
    }

    private async Task<string> PayForAnotherCartAsync()
    {
        await Shop.BeginAsync();
        var code = await Shop.Shopper.CheckOutAsync();
        Shop.Glase.Pay(code.Reference);
        await ShopFixture.UntilAsync(async () => (await Shop.LastPaymentAsync()).PaidOnUtc is not null, "the notification");
        await Shop.Shopper.PutIntoCartAsync(2);
        await Shop.ChangeLastAsync<GlasePayment>(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        return code.Reference;
    }

    private int CountAtGlase(string reference) => Shop.Glase.Invoice(reference).Refunds.Count;
}
