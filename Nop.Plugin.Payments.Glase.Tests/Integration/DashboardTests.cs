using AngleSharp.Dom;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// The card on the admin's dashboard, and the links from the order list and a customer's page.
/// </summary>
public class DashboardTests : AdminShopTestBase
{
    private IReadOnlyList<string> Boxes => [.. _admin.Page.QuerySelectorAll("#glase-dashboard-card .inner")
        .Select(box => string.Join(' ', box.Children.Select(line => line.TextContent.Trim())))];

    [Test]
    public async Task It_counts_what_was_paid_waits_was_refunded_and_needs_a_person()
    {
        var paid = await ReportingShop.BuyAsync(_fixture);
        var dollars = await ReportingShop.BuyAsync(_fixture);
        var yesterday = await ReportingShop.BuyAsync(_fixture);
        using var waiting = _fixture.NewShopper();
        await waiting.PutIntoCartAsync();
        await waiting.CheckOutAsync();
        await _fixture.ChangePaymentsAsync(payment =>
        {
            if (payment.Id == dollars.Id)
                (payment.CurrencyCode, payment.PaidCurrencyCode, payment.PaidAmount) = ("USD", "USD", 245m);
            if (payment.Id == yesterday.Id)
                (payment.PaidOnUtc, payment.CreatedOnUtc) = (payment.PaidOnUtc - TimeSpan.FromDays(2), payment.CreatedOnUtc - TimeSpan.FromDays(2));
        });
        await AddRefundAsync(paid, 1.5m, GlaseRefundStatus.Succeeded);
        await AddRefundAsync(paid, 1m, GlaseRefundStatus.Succeeded, number: 2);
        await AddRefundAsync(dollars, 1m, GlaseRefundStatus.Unknown);

        // A payment that was refunded in full was paid all the same; one whose time is over waits for nobody.
        await _fixture.ChangePaymentsAsync(payment =>
        {
            if (payment.Id == paid.Id)
                payment.StatusId = (int)GlasePaymentStatus.Refunded;
        });

        await _admin.GoAsync("Admin");

        Assert.That(Boxes, Is.EqualTo(new[]
        {
            "2 Paid today \u20ac10.45 $245.00", "1 Waiting for the payer now \u20ac10.45", "1 Refunded today \u20ac2.50", "1 Need attention"
        }));
        Assert.That(_admin.Page.GetElementById("glase-dashboard-card").TextContent,
            Does.Contain("Codes of the last 30 days that were paid: 3 of 4 (75 %)"));
        Assert.That(_admin.Page.QuerySelectorAll("#glase-dashboard-card tbody tr"), Has.Length.EqualTo(30));
        foreach (var (link, count) in _admin.Page.QuerySelectorAll("#glase-dashboard-card .small-box-footer")
            .Select(link => link.GetAttribute("href")).Zip([2, 1, 1, 1]).ToList())
        {
            await _admin.GoAsync(link);
            Assert.That((await AdminGrid.ReadAsync(_admin, "glase-payments-grid")).Total, Is.EqualTo(count), link);
        }
    }

    [Test]
    public async Task A_shop_without_codes_says_so()
    {
        await _admin.GoAsync("Admin");

        Assert.That(Boxes, Is.EqualTo(new[] { "0 Paid today", "0 Waiting for the payer now", "0 Refunded today", "0 Need attention" }));
        Assert.That(_admin.Page.GetElementById("glase-dashboard-card").TextContent, Does.Contain("No code was shown in the last 30 days."));
        Assert.That(_admin.Page.QuerySelector("canvas"), Is.Null);
    }

    [Test]
    public async Task Codes_are_counted_by_quarters_of_an_hour()
    {
        DateTime[] times =
        [
            new(2026, 11, 1, 22, 59, 59, DateTimeKind.Utc), new(2026, 11, 1, 23, 0, 0, DateTimeKind.Utc),
            new(2026, 11, 1, 23, 14, 59, DateTimeKind.Utc), new(2026, 11, 1, 23, 15, 0, DateTimeKind.Utc)
        ];
        await _fixture.Shop.RunAsync(async services =>
        {
            await using var connection = services.GetRequiredService<ShopDatabase>().Connect();
            await connection.BulkCopyAsync(times.Select((time, index) =>
            {
                var payment = index == 0 ? ArchivedPayments.Applied(index + 1) : ArchivedPayments.Expired(index + 1);
                payment.CreatedOnUtc = time;
                return payment;
            }));
        });

        var codes = await _fixture.Shop.RunAsync(services =>
            services.GetRequiredService<PaymentStatistics>().GetIssuedCodesAsync(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc)));

        Assert.That(codes.OrderBy(quarter => quarter.StartUtc).Select(quarter => ($"{quarter.StartUtc:HH:mm}", quarter.Count, quarter.PaidCount)),
            Is.EqualTo(new[] { ("22:45", 1, 1), ("23:00", 2, 0), ("23:15", 1, 0) }));
    }

    [Test]
    public async Task The_order_list_and_the_customers_page_lead_to_payments()
    {
        var paid = await ReportingShop.BuyAsync(_fixture);
        using var other = _fixture.NewShopper();
        await other.PutIntoCartAsync();
        await other.CheckOutAsync();

        await _admin.GoAsync("Admin/Order/List");
        await _admin.GoAsync(_admin.Page.QuerySelector("main a[href$='/Admin/Glase/Payments']").GetAttribute("href"));
        Assert.That((await AdminGrid.ReadAsync(_admin, "glase-payments-grid")).Total, Is.EqualTo(2));

        await _admin.GoAsync($"Admin/Customer/Edit/{paid.CustomerId}");
        var link = _admin.Page.QuerySelector("#customer-glase a");
        Assert.That(link.TextContent, Is.EqualTo("Payments of this customer with Glase: 1"));
        await _admin.GoAsync(link.GetAttribute("href"));
        Assert.That((await AdminGrid.ReadAsync(_admin, "glase-payments-grid")).Column("Id"), Is.EqualTo(new[] { $"{paid.Id}" }));
        Assert.That(_admin.Page.QuerySelector(".search-body").TextContent, Does.Contain("Only payments of the customer"));
    }

    private Task AddRefundAsync(GlasePayment payment, decimal amount, GlaseRefundStatus status, int number = 1)
    {
        return _fixture.Shop.RunAsync(async services =>
        {
            await using var connection = services.GetRequiredService<ShopDatabase>().Connect();
            await connection.BulkCopyAsync([new GlaseRefund
            {
                PaymentId = payment.Id, Number = number, Amount = amount, StatusId = (int)status, CreatedOnUtc = payment.CreatedOnUtc
            }]);
        });
    }
}
