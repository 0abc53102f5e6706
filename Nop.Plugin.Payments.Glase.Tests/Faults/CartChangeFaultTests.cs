using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// Whatever becomes of updateInvoice, one invoice at the most can be paid, and it ends up asking for the right amount.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class CartChangeFaultTests
{
    private FaultShop _shop;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.CartChange);

    [OneTimeSetUp]
    public async Task StartAsync() => _shop = await FaultShop.StartAsync(GlaseOperation.UpdateInvoice);

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task A_changed_cart(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await _shop.BeginAsync();
        var first = await _shop.ShowStepAsync();
        var oldTotal = (await _shop.LastInvoiceAsync()).Amount;
        await _shop.Shopper.PutIntoCartAsync(2);
        await _shop.BreakAsync(row["Fault"]);

        var code = await _shop.ShowStepAsync();

        var payment = await _shop.LastInvoiceAsync();
        Assert.That(code.State, Is.EqualTo(row["The shopper sees"]));
        Assert.That(CodeInWords(code, first), Is.EqualTo(row["Code"]));
        Assert.That(payment.Amount == oldTotal ? "the old total" : "the new total", Is.EqualTo(row["The payment asks for"]));
        Assert.That(_shop.Payable.Count(), Is.EqualTo(int.Parse(row["Payable at Glase"], CultureInfo.InvariantCulture)));

        await _shop.MendAsync();
        var again = await _shop.ShowStepAsync();

        var last = await _shop.LastInvoiceAsync();
        Assert.That(again.State, Is.EqualTo("waiting"));
        Assert.That(again.Reference == first.Reference ? "the same code" : "the new code", Is.EqualTo(row["Looking again"]));
        Assert.That(_shop.Payable, Is.EqualTo(new[] { again.Reference }));
        Assert.That(last.Amount, Is.GreaterThan(oldTotal));
        Assert.That(_shop.Glase.Invoice(again.Reference).Content.TotalAmount.Value, Is.EqualTo(last.Amount));
    }

    [TestCase("ResetAfter")]
    [TestCase("Delay")]
    public async Task A_cart_changed_back_after_a_lost_answer_asks_for_what_it_costs(string fault)
    {
        await _shop.BeginAsync();
        var shopper = _shop.Shopper;
        await shopper.PutIntoCartAsync();
        await _shop.ShowStepAsync();
        var oldTotal = (await _shop.LastInvoiceAsync()).Amount;
        await shopper.PutIntoCartAsync(1);
        await _shop.BreakAsync(fault);
        await _shop.ShowStepAsync();
        await _shop.MendAsync();
        await TestShop.UntilAsync(() => Task.FromResult(
            _shop.Glase.Invoices.Last(invoice => invoice.Status == "ISSUED").Content.TotalAmount.Value != oldTotal), "the change at Glase");

        await shopper.GoAsync("cart");
        await shopper.PressAsync(shopper.Page.QuerySelector("[name=updatecart]"),
            (shopper.Page.QuerySelectorAll("input.quantity")[^1].GetAttribute("name"), "0"));
        var code = await shopper.CheckOutAsync();

        Assert.That((await _shop.LastInvoiceAsync()).Amount, Is.EqualTo(oldTotal));
        Assert.That(_shop.Glase.Invoice(code.Reference).Content.TotalAmount.Value, Is.EqualTo(oldTotal));
    }

    private static string CodeInWords(CodeOnPage now, CodeOnPage before)
    {
        return now.Reference is null ? "none" : now.Reference == before.Reference ? "the same" : "a new one";
    }
}
