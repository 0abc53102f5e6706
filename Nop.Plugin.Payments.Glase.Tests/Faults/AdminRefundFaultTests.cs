using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Tests.Simulator;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// An admin's refund is never sent twice, and the order never shows a refund whose outcome is unknown.
/// </summary>
public class AdminRefundFaultTests() : FaultTest(GlaseOperation.RefundPayment)
{
    private const decimal Part = 0.01m;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.AdminRefund);

    protected override async Task PrepareAsync()
    {
        var code = Shop.Shopper.Code;
        Shop.Glase.Pay(code.Reference);
        await Shop.Shopper.CompleteAsync(code);
    }

    [TestCaseSource(nameof(Rows))]
    public async Task A_fault_during_a_refund(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        var (shownBefore, sentBefore) = ((await Shop.LastOrderAsync()).RefundedAmount, Shop.Glase.Refunds.Count);
        await Shop.BreakAsync(row["Fault"]);

        var errors = await RefundAsync();

        var refund = await Shop.LastRefundAsync();
        var isShown = row.IsYes("The order shows it as refunded");
        Assert.That(refund.Status.ToString(), Is.EqualTo(row["Refund"]));
        Assert.That((await Shop.LastOrderAsync()).RefundedAmount - shownBefore, Is.EqualTo(isShown ? Part : 0m));
        Assert.That(errors, isShown ? Is.Empty : Is.EqualTo(new[] { refund.Error }), "what the admin is told");
        Assert.That(await Shop.LastNoteAsync(), Does.Contain(isShown ? refund.ErsReference : refund.Error));

        await Shop.MendAsync();
        var atGlase = row.IsYes("Refunded at Glase") ? 1 : 0;
        await Poll.UntilAsync(() => Shop.Glase.Refunds.Count - sentBefore == atGlase);

        await LetTimePassAsync();
        await RefundAsync();

        var goesOut = row["Trying again"] switch
        {
            "goes out" => 1,
            "is blocked" => 0,
            var other => throw new FormatException($"docs/faults.md: a further refund either goes out or is blocked, not \"{other}\".")
        };
        Assert.That(Shop.Glase.Refunds.Count - sentBefore, Is.EqualTo(atGlase + goesOut));
        Assert.That((await Shop.LastRefundAsync()).Status,
            Is.EqualTo(goesOut == 1 ? GlaseRefundStatus.Succeeded : GlaseRefundStatus.Unknown));
    }

    // For the next line: a person has decided what had become of the refund.
    [TearDown]
    public async Task DecideAsync()
    {
        await Shop.MendAsync();
        await LetTimePassAsync();
        if ((await Shop.LastRefundAsync()).IsOutcomeUnknown)
            await Shop.ChangeLastAsync<GlaseRefund>(refund =>
            {
                refund.Status = GlaseRefundStatus.Refused;
                refund.DecidedOnUtc = refund.CreatedOnUtc;
            });
    }

    // The same amount at once would be taken for a double click.
    private Task LetTimePassAsync()
    {
        return Shop.ChangeLastAsync<GlaseRefund>(refund =>
        {
            refund.CreatedOnUtc -= RefundExecutor.DuplicateRequestWindow;
            refund.SucceededOnUtc -= RefundExecutor.DuplicateRequestWindow;
        });
    }

    private async Task<IList<string>> RefundAsync()
    {
        var order = await Shop.LastOrderAsync();
        return await Shop.RunAsync(services =>
            services.GetRequiredService<IOrderProcessingService>().PartiallyRefundAsync(order, Part));
    }
}
