using System.Globalization;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Simulator;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// An order is paid whatever becomes of its receipt, and the receipt is handed in until Glase has it.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class ReceiptFaultTests
{
    private FaultShop _shop;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Receipt);

    [OneTimeSetUp]
    public async Task StartAsync() => _shop = await FaultShop.StartAsync(GlaseOperation.SubmitPaymentReceipt);

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task Handing_in(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        var (code, reference) = await PayAsync();
        await _shop.BreakAsync(row["Fault"]);

        await _shop.Shopper.CompleteAsync(code);

        Assert.That((await _shop.LastOrderAsync()).PaymentStatus.ToString(), Is.EqualTo(row["The order"]));
        await TestShop.UntilAsync(async () => await _shop.LastInvoiceAsync()
            is { ReceiptSubmittedOnUtc: not null } or { ReceiptError: not null }, "the first try to end");
        Assert.That(_shop.Requests.ToString(CultureInfo.InvariantCulture), Is.EqualTo(row["Requests"]));

        await _shop.MendAsync();
        await Poll.UntilAsync(() => CountAtGlase(reference) > 0 == row.IsYes("Receipt at Glase"));
        await CheckNextRunAsync(row["A minute later"], reference);
    }

    private async Task CheckNextRunAsync(string word, string reference)
    {
        var requests = _shop.Requests;
        await _shop.RunTaskAsync();
        Assert.That(_shop.Requests, Is.EqualTo(requests), "a minute has to pass");
        await _shop.ChangeLastAsync<GlaseInvoice>(invoice => invoice.ReceiptDueOnUtc -= TimeSpan.FromMinutes(1));
        await _shop.RunTaskAsync();

        var payment = await _shop.LastInvoiceAsync();
        var isGivenUp = word switch
        {
            "given up" => true,
            "accepted" or "nothing is left to do" => false,
            var other => throw new FormatException($"docs/faults.md: nobody knows a receipt that is \"{other}\".")
        };
        Assert.That(_shop.Requests, Is.EqualTo(requests + (word == "accepted" ? 1 : 0)));
        Assert.That(payment.ReceiptDueOnUtc, Is.Null);
        Assert.That(payment.ReceiptSubmittedOnUtc is null, Is.EqualTo(isGivenUp));
        Assert.That(payment.ReceiptError is null, Is.Not.EqualTo(isGivenUp));
        Assert.That(CountAtGlase(reference) == 0, Is.EqualTo(isGivenUp));
        Assert.That((await _shop.LastOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    private async Task<(CodeOnPage Code, string Reference)> PayAsync()
    {
        await _shop.BeginAsync();
        await _shop.Shopper.PutIntoCartAsync();
        var code = await _shop.Shopper.CheckOutAsync();
        _shop.Glase.Pay(code.Reference);
        await TestShop.UntilAsync(async () => (await _shop.LastInvoiceAsync()).PaidOnUtc is not null, "the notification");
        return (code, code.Reference);
    }

    private int CountAtGlase(string reference) => _shop.Glase.Invoice(reference).Receipts.Count;
}
