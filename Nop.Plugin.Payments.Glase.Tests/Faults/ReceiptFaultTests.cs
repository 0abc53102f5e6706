using System.Globalization;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Simulator;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// An order is paid whatever becomes of its receipt, and the receipt is sent until Glase has it.
/// </summary>
public class ReceiptFaultTests() : FaultTest(GlaseOperation.SubmitPaymentReceipt)
{
    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Receipt);

    [TestCaseSource(nameof(Rows))]
    public async Task A_receipt_is_submitted_or_retried(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        var (code, reference) = await PayAsync();
        await Shop.BreakAsync(row["Fault"]);

        await Shop.Shopper.CompleteAsync(code);

        Assert.That((await Shop.LastOrderAsync()).PaymentStatus.ToString(), Is.EqualTo(row["The order"]));
        await ShopFixture.UntilAsync(async () => await Shop.LastPaymentAsync()
            is { ReceiptSubmittedOnUtc: not null } or { ReceiptError: not null }, "the first try to end");
        Assert.That(Shop.Requests.ToString(CultureInfo.InvariantCulture), Is.EqualTo(row["Requests"]));

        await Shop.MendAsync();
        await Poll.UntilAsync(() => CountAtGlase(reference) > 0 == row.IsYes("Receipt at Glase"));
        await CheckNextRunAsync(row["A minute later"], reference);
    }

    private async Task CheckNextRunAsync(string word, string reference)
    {
        var requests = Shop.Requests;
        await Shop.RunTaskAsync();
        Assert.That(Shop.Requests, Is.EqualTo(requests), "a minute has to pass");
        await Shop.ChangeLastAsync<GlasePayment>(current => current.ReceiptDueOnUtc -= TimeSpan.FromMinutes(1));
        await Shop.RunTaskAsync();

        var payment = await Shop.LastPaymentAsync();
        var isGivenUp = word switch
        {
            "given up" => true,
            "accepted" or "nothing is left to do" => false,
            var other => throw new FormatException($"docs/faults.md: nobody knows a receipt that is \"{other}\".")
        };
        Assert.That(Shop.Requests, Is.EqualTo(requests + (word == "accepted" ? 1 : 0)));
        Assert.That(payment.ReceiptDueOnUtc, Is.Null);
        Assert.That(payment.ReceiptSubmittedOnUtc is null, Is.EqualTo(isGivenUp));
        Assert.That(payment.ReceiptError is null, Is.Not.EqualTo(isGivenUp));
        Assert.That(CountAtGlase(reference) == 0, Is.EqualTo(isGivenUp));
        Assert.That((await Shop.LastOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    private async Task<(PaymentElement Code, string Reference)> PayAsync()
    {
        await Shop.BeginAsync();
        await Shop.Shopper.PutIntoCartAsync();
        var code = await Shop.Shopper.CheckOutAsync();
        Shop.Glase.Pay(code.Reference);
        await ShopFixture.UntilAsync(async () => (await Shop.LastPaymentAsync()).PaidOnUtc is not null, "the notification");
        return (code, code.Reference);
    }

    private int CountAtGlase(string reference) => Shop.Glase.Invoice(reference).Receipts.Count;
}
