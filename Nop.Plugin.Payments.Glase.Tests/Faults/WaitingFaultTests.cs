using System.Text.Json;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// A shopper who waits is told that Glase does not answer, keeps the code, and sees the payment once Glase answers again.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class WaitingFaultTests
{
    private FaultShop _shop;

    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Waiting);

    [OneTimeSetUp]
    public async Task StartAsync() => _shop = await FaultShop.StartAsync(GlaseOperation.GetPaymentStatus);

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCaseSource(nameof(Rows))]
    public async Task Waiting(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await _shop.BeginAsync();
        var code = await _shop.ShowStepAsync();
        await _shop.BreakAsync(row["Fault"], code.Reference);

        var (state, trouble) = await LookAsync(code);

        Assert.That(state, Is.EqualTo(row["The shopper sees"]));
        Assert.That(trouble, Is.EqualTo(row.IsYes("Glase does not answer")));
        Assert.That((await _shop.LastInvoiceAsync()).Status.ToString(), Is.EqualTo(row["Payment"]));

        await _shop.MendAsync();
        _shop.Glase.Pay(code.Reference);
        await TestShop.UntilAsync(async () => (await LookAsync(code)).State == row["Afterwards"], "the payment to be seen");
        Assert.That((await _shop.LastInvoiceAsync()).IsPaidInFull, Is.True);
    }

    private async Task<(string State, bool Trouble)> LookAsync(CodeOnPage code)
    {
        using var status = JsonDocument.Parse(await _shop.Shopper.Http.GetStringAsync(code.StatusUrl));
        return (status.RootElement.GetProperty("state").GetString(), status.RootElement.GetProperty("trouble").GetBoolean());
    }
}
