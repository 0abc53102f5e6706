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
    private TestShop _shop;
    private Shopper _shopper;
    private CodeOnPage _code;

    [SetUp]
    public async Task SetUp()
    {
        _shop = await TestShop.StartAsync();
        _shopper = _shop.NewShopper();
        await _shopper.PutIntoCartAsync();
        _code = await _shopper.GetCodeAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        _shopper.Dispose();
        await _shop.DisposeAsync();
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

        Assert.That(await _shop.AllAsync<Order>(), Is.Empty);
        _shop.Glase.EditPaid = null;
        Assert.That(_shopper.Page.Body.TextContent, Does.Contain("Do not pay again"));
        var refresh = _shopper.Page.QuerySelector("meta[http-equiv=refresh]").GetAttribute("content");
        await _shopper.GoAsync(refresh[(refresh.IndexOf('=', StringComparison.Ordinal) + 1)..]);

        Assert.That((await _shop.OnlyOrderAsync()).PaymentStatus.ToString(), Is.EqualTo(row["Complete a moment later"]));
        Assert.That(_shopper.At.AbsolutePath, Does.Contain("completed"));
        Assert.That((await _shop.LastInvoiceAsync()).LastError, Is.Null);
    }

    [TestCaseSource(nameof(Rows))]
    public async Task Where_it_never_comes_the_money_goes_back_or_a_person_is_told(object tableRow)
    {
        var row = (FaultTableRow)tableRow;
        await PayAsync(row);
        await _shop.ChangeInvoicesAsync(invoice => invoice.PaidOnUtc -= TimeSpan.FromMinutes(5));
        await _shop.RunTaskAsync();
        Assert.That(_shop.Glase.Refunds, Is.Empty, "Glase has an hour");

        await _shop.ChangeInvoicesAsync(invoice => invoice.PaidOnUtc -= TimeSpan.FromHours(1));
        await _shop.RunTaskAsync();
        await _shop.RunTaskAsync();

        var payment = await _shop.LastInvoiceAsync();
        Assert.That(payment.Status.ToString(), Is.EqualTo(row["Never complete, after an hour"]));
        Assert.That(_shop.Glase.Refunds, Has.Count.EqualTo(row.IsYes("Refunded then") ? 1 : 0));
        Assert.That(await _shop.AllAsync<Order>(), Is.Empty);
        if (payment.Status == GlaseInvoiceStatus.Paid)
            await SettleByHandAsync(payment);
    }

    // Glase says PAID, and goes on leaving out what the row says.
    private async Task PayAsync(FaultTableRow row)
    {
        _shop.Glase.EditPaid = Edit(row["PAID comes"]);
        _shop.Glase.Pay(_code.Reference);
        await _shopper.CompleteAsync(_code);

        using var status = JsonDocument.Parse(await _shopper.Http.GetStringAsync(_code.StatusUrl));
        Assert.That(status.RootElement.GetProperty("state").GetString(), Is.EqualTo(row["The shopper sees"]));
        Assert.That((await _shop.LastInvoiceAsync()).Status, Is.EqualTo(GlaseInvoiceStatus.Paid), "money is never forgotten");
    }

    private async Task SettleByHandAsync(GlaseInvoice payment)
    {
        Assert.That(payment.LastError, Does.Contain("merchant portal"));
        using var admin = _shop.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync("Admin/Common/Warnings");
        Assert.That(admin.Page.Body.TextContent, Does.Contain($"#{payment.Id}"));

        await admin.GoAsync($"Admin/Glase/Payment/{payment.Id}");
        await admin.PressAsync(admin.Button("Settle it as given back"), ($"glase-given-back-{payment.Id}", "true"));

        Assert.That((await _shop.LastInvoiceAsync()).Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
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
