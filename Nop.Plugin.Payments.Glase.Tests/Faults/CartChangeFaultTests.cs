using System.Globalization;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// Whatever becomes of updateInvoice, one invoice at the most can be paid, and it ends up asking for the right amount.
/// </summary>
public class CartChangeFaultTests() : FaultTest(GlaseOperation.UpdateInvoice)
{
    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.CartChange);

    [TestCaseSource(nameof(Rows))]
    public async Task A_fault_while_an_invoice_is_updated(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await Shop.BeginAsync();
        var first = await Shop.ShowStepAsync();
        var oldTotal = (await Shop.LastPaymentAsync()).Amount;
        await Shop.Shopper.PutIntoCartAsync(2);
        await Shop.BreakAsync(row["Fault"]);

        var code = await Shop.ShowStepAsync();

        var payment = await Shop.LastPaymentAsync();
        Assert.That(code.State, Is.EqualTo(row["The shopper sees"]));
        Assert.That(CodeInWords(code, first), Is.EqualTo(row["Code"]));
        Assert.That(payment.Amount == oldTotal ? "the old total" : "the new total", Is.EqualTo(row["The payment asks for"]));
        Assert.That(Shop.Payable.Count(), Is.EqualTo(int.Parse(row["Payable at Glase"], CultureInfo.InvariantCulture)));

        await Shop.MendAsync();
        var again = await Shop.ShowStepAsync();

        var last = await Shop.LastPaymentAsync();
        Assert.That(again.State, Is.EqualTo("waiting"));
        Assert.That(again.Reference == first.Reference ? "the same code" : "the new code", Is.EqualTo(row["Looking again"]));
        Assert.That(Shop.Payable, Is.EqualTo(new[] { again.Reference }));
        Assert.That(last.Amount, Is.GreaterThan(oldTotal));
        Assert.That(Shop.Glase.Invoice(again.Reference).Content.TotalAmount.Value, Is.EqualTo(last.Amount));
    }

    [TestCase("ResetAfter")]
    [TestCase("Delay")]
    public async Task A_cart_changed_back_after_a_lost_answer_asks_for_what_it_costs(string fault)
    {
        await Shop.BeginAsync();
        var httpShopper = Shop.Shopper;
        await httpShopper.PutIntoCartAsync();
        await Shop.ShowStepAsync();
        var oldTotal = (await Shop.LastPaymentAsync()).Amount;
        await httpShopper.PutIntoCartAsync(1);
        await Shop.BreakAsync(fault);
        await Shop.ShowStepAsync();
        await Shop.MendAsync();
        await ShopFixture.UntilAsync(() => Task.FromResult(
            Shop.Glase.Invoices.Last(invoice => invoice.Status == "ISSUED").Content.TotalAmount.Value != oldTotal), "the change at Glase");

        await httpShopper.GoAsync("cart");
        await httpShopper.PressAsync(httpShopper.Page.QuerySelector("[name=updatecart]"),
            (httpShopper.Page.QuerySelectorAll("input.quantity")[^1].GetAttribute("name"), "0"));
        var code = await httpShopper.CheckOutAsync();

        Assert.That((await Shop.LastPaymentAsync()).Amount, Is.EqualTo(oldTotal));
        Assert.That(Shop.Glase.Invoice(code.Reference).Content.TotalAmount.Value, Is.EqualTo(oldTotal));
    }

    private static string CodeInWords(PaymentElement now, PaymentElement before)
    {
        return now.Reference is null ? "none" : now.Reference == before.Reference ? "the same" : "a new one";
    }
}
