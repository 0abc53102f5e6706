using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Simulator;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// Money that no order can be paid with goes back once: by itself where that is safe, else after a person has looked.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class TaskRefundFaultTests
{
    private FaultShop _shop;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.TaskRefund);

    [OneTimeSetUp]
    public async Task StartAsync() => _shop = await FaultShop.StartAsync(GlaseOperation.RefundPayment);

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task Giving_back(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        var reference = await PayForAnotherCartAsync();
        await _shop.BreakAsync(row["Fault"]);

        await _shop.RunTaskAsync();

        Assert.That((await _shop.LastRefundAsync()).Status.ToString(), Is.EqualTo(row["Refund"]));
        Assert.That((await _shop.LastInvoiceAsync()).Status.ToString(), Is.EqualTo(row["Payment"]));
        Assert.That((await _shop.LastInvoiceAsync()).LastError, Is.Not.Null);

        await _shop.MendAsync();
        var atGlase = row.IsYes("Refunded at Glase") ? 1 : 0;
        await Poll.UntilAsync(() => CountAtGlase(reference) == atGlase);
        var requests = _shop.Requests;
        await _shop.RunTaskAsync();
        Assert.That(_shop.Requests, Is.EqualTo(requests), "a minute has to pass");
        await _shop.ChangeLastAsync<GlaseRefund>(refund => refund.CreatedOnUtc -= TimeSpan.FromMinutes(1));
        await _shop.RunTaskAsync();

        var goesOut = row["Next run"] switch
        {
            "refunds" => 1,
            "waits for a person" or "does nothing" => 0,
            var other => throw new FormatException($"docs/faults.md: nobody knows the next run that \"{other}\".")
        };
        Assert.That(_shop.Requests, Is.EqualTo(requests + goesOut));
        Assert.That(CountAtGlase(reference), Is.EqualTo(atGlase + goesOut));
        Assert.That((await _shop.LastInvoiceAsync()).Status == GlaseInvoiceStatus.Refunded, Is.EqualTo(row["Next run"] != "waits for a person"));
        Assert.That(await _shop.CountOrdersAsync(), Is.Zero);
    }

    private async Task<string> PayForAnotherCartAsync()
    {
        await _shop.BeginAsync();
        var code = await _shop.Shopper.CheckOutAsync();
        _shop.Glase.Pay(code.Reference);
        await TestShop.UntilAsync(async () => (await _shop.LastInvoiceAsync()).PaidOnUtc is not null, "the notification");
        await _shop.Shopper.PutIntoCartAsync(2);
        await _shop.ChangeLastAsync<GlaseInvoice>(invoice => invoice.PaidOnUtc -= GlaseDefaults.BrowserPatience);
        return code.Reference;
    }

    private int CountAtGlase(string reference) => _shop.Glase.Invoice(reference).Refunds.Count;
}
