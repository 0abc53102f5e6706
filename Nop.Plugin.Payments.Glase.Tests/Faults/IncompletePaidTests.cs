using System.Text.Json;
using Glase.Simulator.Wire;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// Glase says PAID and leaves out what an order or a refund needs: it is asked until it says so, and where it never does, the money
/// goes back or a person is told.
/// </summary>
public class IncompletePaidTests
{
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;
    private PaymentElement _code;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync();
        _httpShopper = _fixture.NewShopper();
        await _httpShopper.PutIntoCartAsync();
        _code = await _httpShopper.GetCodeAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    private static IEnumerable<TestCaseData> Rows()
    {
        return PaymentTables.Incomplete.Select(row => new TestCaseData(row).SetArgDisplayNames(row["PAID comes"]));
    }

    [TestCaseSource(nameof(Rows))]
    public async Task It_is_asked_for_and_completes_the_order(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await PayAsync(row);

        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        _fixture.Glase.EditPaid = null;
        Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain("Do not pay again"));
        var refresh = _httpShopper.Page.QuerySelector("meta[http-equiv=refresh]").GetAttribute("content");
        await _httpShopper.GoAsync(refresh[(refresh.IndexOf('=', StringComparison.Ordinal) + 1)..]);

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus.ToString(), Is.EqualTo(row["Complete a moment later"]));
        Assert.That(_httpShopper.At.AbsolutePath, Does.Contain("completed"));
        Assert.That((await _fixture.LastPaymentAsync()).LastError, Is.Null);
    }

    [TestCaseSource(nameof(Rows))]
    public async Task Where_it_never_comes_the_money_goes_back_or_a_person_is_told(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await PayAsync(row);
        await _fixture.ChangePaymentsAsync(current => current.PaidOnUtc -= TimeSpan.FromMinutes(5));
        await _fixture.RunTaskAsync();
        Assert.That(_fixture.Glase.Refunds, Is.Empty, "Glase has an hour");

        await _fixture.ChangePaymentsAsync(current => current.PaidOnUtc -= TimeSpan.FromHours(1));
        await _fixture.RunTaskAsync();
        await _fixture.RunTaskAsync();

        var payment = await _fixture.LastPaymentAsync();
        Assert.That(payment.Status.ToString(), Is.EqualTo(row["Never complete, after an hour"]));
        Assert.That(_fixture.Glase.Refunds, Has.Count.EqualTo(row.IsYes("Refunded then") ? 1 : 0));
        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        if (payment.Status == GlasePaymentStatus.Paid)
            await MarkRefundedAsync(payment);
    }

    // Glase says PAID, and goes on leaving out what the row says.
    private async Task PayAsync(FaultTableRow row)
    {
        _fixture.Glase.EditPaid = Edit(row["PAID comes"]);
        _fixture.Glase.Pay(_code.Reference);
        await _httpShopper.CompleteAsync(_code);

        using var status = JsonDocument.Parse(await _httpShopper.Http.GetStringAsync(_code.StatusUrl));
        Assert.That(status.RootElement.GetProperty("state").GetString(), Is.EqualTo(row["The shopper sees"]));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Paid), "money is never forgotten");
    }

    private async Task MarkRefundedAsync(GlasePayment payment)
    {
        Assert.That(payment.LastError, Does.Contain("merchant portal"));
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync("Admin/Common/Warnings");
        Assert.That(admin.Page.Body.TextContent, Does.Contain($"#{payment.Id}"));

        await admin.GoAsync($"Admin/Glase/Payment/{payment.Id}");
        await admin.PressAsync(admin.Button("Mark as refunded outside Glase"), ($"glase-refunded-outside-{payment.Id}", "true"));

        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
    }

    private static Action<PaymentStatusResponse> Edit(string words)
    {
        return words switch
        {
            "without the receipt" => answer => answer.Receipt = null,
            "without an amount" => answer => answer.Receipt.Invoice.TotalAmount = null,
            "without a currency" => answer => answer.Receipt.Invoice.TotalAmount.Currency = null,
            "with white space for a currency" => answer => answer.Receipt.Invoice.TotalAmount.Currency = "  ",
            "with a currency that is none" => answer => answer.Receipt.Invoice.TotalAmount.Currency = "KRONOR",
            "without a currency, with another amount" => answer =>
                answer.Receipt.Invoice.TotalAmount = new Amount(answer.Receipt.Invoice.TotalAmount.Value + 1, null),
            "without a reference" => answer => answer.ErsReference = null,
            "with a reference of 300 characters" => answer => answer.ErsReference = new string('9', 300),
            _ => throw new FormatException($"docs/faults.md: nobody knows what PAID \"{words}\" is.")
        };
    }
}
