using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// The payment step comes up whatever becomes of sendInvoice, and nobody can pay twice.
/// </summary>
public class InvoiceIssuingFaultTests() : FaultTest(GlaseOperation.SendInvoice)
{
    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Code);

    [TestCaseSource(nameof(Rows))]
    public async Task A_fault_while_a_code_is_issued(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await Shop.BeginAsync();
        await Shop.BreakAsync(row["Fault"]);

        var code = await Shop.ShowStepAsync();

        Assert.That(code.State, Is.EqualTo(row["The shopper sees"]));
        Assert.That((await Shop.LastPaymentAsync()).Status.ToString(), Is.EqualTo(row["Payment"]));
        Assert.That(Shop.Requests, Is.EqualTo(int.Parse(row["Requests"], CultureInfo.InvariantCulture)));
        await Shop.MendAsync();
        var atGlase = int.Parse(row["Invoices at Glase"], CultureInfo.InvariantCulture);
        await ShopFixture.UntilAsync(() => Task.FromResult(Shop.Payable.Count() == atGlase), $"{atGlase} invoices at Glase");

        await Shop.Shopper.Http.PostAsync(code.RenewUrl, new FormUrlEncodedContent([code.RequestToken]));
        var again = await Shop.ShowStepAsync();

        Assert.That(again.State, Is.EqualTo("waiting"));
        Assert.That(again.Reference == code.Reference ? "the same code" : "a new code", Is.EqualTo(row["Trying again"]));
        Assert.That(again.Reference, Is.EqualTo((await Shop.LastPaymentAsync()).InvoiceReference).And.AnyOf([.. Shop.Payable]));
        Assert.That(await Shop.CountOrdersAsync(), Is.Zero);
    }
}
