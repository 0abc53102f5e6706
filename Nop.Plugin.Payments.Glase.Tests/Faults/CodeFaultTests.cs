using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// The payment step comes up whatever becomes of sendInvoice, and nobody can pay twice.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class CodeFaultTests
{
    private FaultShop _shop;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Code);

    [OneTimeSetUp]
    public async Task StartAsync() => _shop = await FaultShop.StartAsync(GlaseOperation.SendInvoice);

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task A_code(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await _shop.BeginAsync();
        await _shop.BreakAsync(row["Fault"]);

        var code = await _shop.ShowStepAsync();

        Assert.That(code.State, Is.EqualTo(row["The shopper sees"]));
        Assert.That((await _shop.LastInvoiceAsync()).Status.ToString(), Is.EqualTo(row["Payment"]));
        Assert.That(_shop.Requests, Is.EqualTo(int.Parse(row["Requests"], CultureInfo.InvariantCulture)));
        await _shop.MendAsync();
        var atGlase = int.Parse(row["Invoices at Glase"], CultureInfo.InvariantCulture);
        await TestShop.UntilAsync(() => Task.FromResult(_shop.Payable.Count() == atGlase), $"{atGlase} invoices at Glase");

        await _shop.Shopper.Http.PostAsync(code.RenewUrl, new FormUrlEncodedContent([code.RequestToken]));
        var again = await _shop.ShowStepAsync();

        Assert.That(again.State, Is.EqualTo("waiting"));
        Assert.That(again.Reference == code.Reference ? "the same code" : "a new code", Is.EqualTo(row["Trying again"]));
        Assert.That(again.Reference, Is.EqualTo((await _shop.LastInvoiceAsync()).InvoiceReference).And.AnyOf([.. _shop.Payable]));
        Assert.That(await _shop.CountOrdersAsync(), Is.Zero);
    }
}
