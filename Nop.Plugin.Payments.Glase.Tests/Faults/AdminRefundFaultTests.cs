using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Tests.Simulator;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// An admin's refund is never sent twice, and the order never shows money as given back of which nobody knows.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class AdminRefundFaultTests
{
    private const decimal Part = 0.01m;

    private FaultShop _shop;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.AdminRefund);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _shop = await FaultShop.StartAsync(GlaseOperation.RefundPayment);
        var code = _shop.Shopper.Code;
        _shop.Glase.Pay(code.Reference);
        await _shop.Shopper.CompleteAsync(code);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task A_refund(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        var (shownBefore, sentBefore) = ((await _shop.LastOrderAsync()).RefundedAmount, _shop.Glase.Refunds.Count);
        await _shop.BreakAsync(row["Fault"]);

        var errors = await RefundAsync();

        var refund = await _shop.LastRefundAsync();
        var isShown = row.IsYes("The order shows it as refunded");
        Assert.That(refund.Status.ToString(), Is.EqualTo(row["Refund"]));
        Assert.That((await _shop.LastOrderAsync()).RefundedAmount - shownBefore, Is.EqualTo(isShown ? Part : 0m));
        Assert.That(errors, isShown ? Is.Empty : Is.EqualTo(new[] { refund.Error }), "what the admin is told");
        Assert.That(await _shop.LastNoteAsync(), Does.Contain(isShown ? refund.ErsReference : refund.Error));

        await _shop.MendAsync();
        var atGlase = row.IsYes("Refunded at Glase") ? 1 : 0;
        await Poll.UntilAsync(() => _shop.Glase.Refunds.Count - sentBefore == atGlase);

        await LetTimePassAsync();
        await RefundAsync();

        var goesOut = row["Trying again"] switch
        {
            "goes out" => 1,
            "is blocked" => 0,
            var other => throw new FormatException($"docs/faults.md: a further refund either goes out or is blocked, not \"{other}\".")
        };
        Assert.That(_shop.Glase.Refunds.Count - sentBefore, Is.EqualTo(atGlase + goesOut));
        Assert.That((await _shop.LastRefundAsync()).Status,
            Is.EqualTo(goesOut == 1 ? GlaseRefundStatus.Succeeded : GlaseRefundStatus.Unknown));
    }

    // For the next line: a person has decided what had become of the refund.
    [TearDown]
    public async Task DecideAsync()
    {
        await _shop.MendAsync();
        await LetTimePassAsync();
        if ((await _shop.LastRefundAsync()).IsOpen)
            await _shop.ChangeLastAsync<GlaseRefund>(refund =>
            {
                refund.Status = GlaseRefundStatus.Refused;
                refund.DecidedOnUtc = refund.CreatedOnUtc;
            });
    }

    // The same amount at once would be taken for a double click.
    private Task LetTimePassAsync()
    {
        return _shop.ChangeLastAsync<GlaseRefund>(refund => refund.CreatedOnUtc -= PaymentRefunder.DoubleClick);
    }

    private async Task<IList<string>> RefundAsync()
    {
        var order = await _shop.LastOrderAsync();
        return await _shop.RunAsync(services =>
            services.GetRequiredService<IOrderProcessingService>().PartiallyRefundAsync(order, Part));
    }
}
