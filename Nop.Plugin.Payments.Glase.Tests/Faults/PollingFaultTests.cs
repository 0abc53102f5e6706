using System.Text.Json;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// A shopper who waits is told that Glase does not answer, keeps the code, and sees the payment once Glase answers again.
/// </summary>
public class PollingFaultTests() : FaultTest(GlaseOperation.GetPaymentStatus)
{
    private static IEnumerable<TestCaseData> Rows() => PaymentTables.Cases(PaymentTables.Waiting);

    [TestCaseSource(nameof(Rows))]
    public async Task A_fault_while_a_payment_is_polled(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await Shop.BeginAsync();
        var code = await Shop.ShowStepAsync();
        await Shop.BreakAsync(row["Fault"], code.Reference);

        var (state, isFailing) = await LookAsync(code);

        Assert.That(state, Is.EqualTo(row["The shopper sees"]));
        Assert.That(isFailing, Is.EqualTo(row.IsYes("Glase does not answer")));
        Assert.That((await Shop.LastPaymentAsync()).Status.ToString(), Is.EqualTo(row["Payment"]));

        await Shop.MendAsync();
        Shop.Glase.Pay(code.Reference);
        await ShopFixture.UntilAsync(async () => (await LookAsync(code)).State == row["Afterwards"], "the payment to be seen");
        Assert.That((await Shop.LastPaymentAsync()).IsPaidInFull, Is.True);
    }

    private async Task<(string State, bool IsFailing)> LookAsync(PaymentElement code)
    {
        using var status = JsonDocument.Parse(await Shop.Shopper.Http.GetStringAsync(code.StatusUrl));
        return (status.RootElement.GetProperty("state").GetString(), status.RootElement.GetProperty("trouble").GetBoolean());
    }
}
