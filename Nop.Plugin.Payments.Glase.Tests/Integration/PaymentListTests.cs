using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Nop.Data;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An admin looks for payments, over HTTP with script off.
/// </summary>
public class PaymentListTests
{
    private ShopFixture _fixture;
    private HttpShopper _admin;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync();
        _admin = _fixture.NewShopper();
        await _admin.LogInAsAdminAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        _admin.Dispose();
        await _fixture.DisposeAsync();
    }

    private IReadOnlyList<string> Rows => [.. _admin.Page.QuerySelectorAll("tbody tr").Select(row => row.TextContent)];

    [Test]
    public async Task The_menu_leads_to_the_list()
    {
        await _admin.GoAsync("Admin");

        var link = _admin.Page.QuerySelectorAll("a").Single(anchor => anchor.TextContent.Trim() == "Glase payments");
        await _admin.GoAsync(link.GetAttribute("href"));

        Assert.That(_admin.Page.QuerySelector("h1").TextContent, Is.EqualTo("Glase payments"));
        Assert.That(_admin.Page.Body.TextContent, Does.Contain("Payments found: 0"));
    }

    [TestCase("Payments?PageNumber=50000000")]
    [TestCase("Payments?PageNumber=2147483647")]
    [TestCase("Periods?pageNumber=100000000")]
    public async Task A_page_far_behind_the_last_one_is_the_last_one(string address)
    {
        await BuyAsync();
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<GlasePayment>>().InsertAsync(
            [.. Enumerable.Range(0, 60).Select(number => new GlasePayment
            {
                Token = $"{number}",
                CheckoutKey = $"{number}",
                CurrencyCode = "EUR",
                DraftHash = "hash",
                StoreId = 1,
                CreatedOnUtc = DateTime.UnixEpoch,
                ExpiresOnUtc = DateTime.UnixEpoch,
                Status = GlasePaymentStatus.Canceled
            })]));
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<GlasePeriod>>().InsertAsync(
            [.. Enumerable.Range(0, 30).Select(number => new GlasePeriod
            {
                StoreId = 1,
                Number = number,
                TerminalId = "T",
                MarkedOnUtc = DateTime.UnixEpoch,
                Status = GlasePeriodStatus.Marked
            })]));

        using var answer = await _admin.Http.GetAsync($"Admin/Glase/{address}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Page 2 of 2"));
    }

    [Test]
    public async Task Payments_are_found_by_each_of_what_an_admin_may_know()
    {
        var paid = await BuyAsync();
        using var other = _fixture.NewShopper();
        await other.PutIntoCartAsync(1);
        await other.CheckOutAsync();
        var order = await _fixture.OnlyOrderAsync();
        string Day(int daysLater) => DayInShop(paid.CreatedOnUtc.AddDays(daysLater));

        await SearchAsync("");
        Assert.That(Rows, Has.Count.EqualTo(2), "all of them");
        Assert.That(Rows, Has.All.Contains("ada@example.com"), "also of guests, with an order and without");
        foreach (var search in new[]
        {
            $"?Reference={paid.ErsReference}", $"?Reference={paid.InvoiceReference}", $"?OrderNumber={order.CustomOrderNumber}",
            "?Email=ada@", "?StatusId=50", $"?From={Day(0)}&To={Day(0)}&StatusId=50"
        })
        {
            await SearchAsync(search);
            Assert.That(Rows.Where(row => row.Contains(paid.ErsReference, StringComparison.Ordinal)), Is.Not.Empty, search);
        }

        foreach (var search in new[]
        {
            "?Reference=nothing", "?OrderNumber=999", "?Email=nobody@", "?StatusId=80", $"?To={Day(-1)}", $"?From={Day(1)}",
            "?WithoutOrder=true"
        })
        {
            await SearchAsync(search);
            Assert.That(Rows, Is.Empty, search);
        }
    }

    [TestCase("2026-11-27T22:59:59Z", "2026-11-27")]
    [TestCase("2026-11-27T23:00:00Z", "2026-11-28")]
    public async Task A_day_is_one_of_the_admins_time_zone(string time, string day)
    {
        await AddOldAsync(1);
        var createdOnUtc = DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        await _fixture.ChangePaymentsAsync(payment => payment.CreatedOnUtc = createdOnUtc);

        foreach (var searched in new[] { "2026-11-27", "2026-11-28" })
        {
            await SearchAsync($"?From={searched}&To={searched}");
            Assert.That(Rows, Has.Count.EqualTo(searched == day ? 1 : 0), searched);
        }
    }

    [Test]
    public async Task A_payment_without_an_order_is_found_and_leads_to_its_page()
    {
        using var httpShopper = _fixture.NewShopper();
        await httpShopper.PutIntoCartAsync();
        var code = await httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await httpShopper.Http.GetAsync(code.StatusUrl);

        await ShopFixture.UntilAsync(async () =>
        {
            await SearchAsync("?WithoutOrder=true");
            return Rows.Count == 1;
        }, "the payment in the list");
        await _admin.GoAsync(_admin.Page.QuerySelector("tbody a").GetAttribute("href"));

        Assert.That(_admin.Page.QuerySelector(".glase-payment-panel"), Is.Not.Null);
    }

    [Test]
    public async Task Pages_follow_each_other_and_keep_the_search()
    {
        await AddOldAsync(120);

        await SearchAsync("?StatusId=80");
        Assert.That(Rows, Has.Count.EqualTo(50));
        var first = Rows[0];
        await _admin.GoAsync(_admin.Page.QuerySelector("a[rel=next]").GetAttribute("href"));
        await _admin.GoAsync(_admin.Page.QuerySelector("a[rel=next]").GetAttribute("href"));

        Assert.That(Rows, Has.Count.EqualTo(20));
        Assert.That(Rows, Has.None.EqualTo(first));
        Assert.That(_admin.Page.QuerySelector("a[rel=next]"), Is.Null);
        Assert.That(_admin.Page.QuerySelector("#StatusId option[selected]").GetAttribute("value"), Is.EqualTo("80"));
    }

    [Test]
    public async Task The_file_holds_all_of_it_and_no_formula()
    {
        await AddOldAsync(1100);
        var paid = await BuyAsync();
        await _fixture.ChangePaymentsAsync(payment =>
        {
            if (payment.Id == paid.Id)
                payment.LastError = "=HYPERLINK(\"https://evil.example\"), \"quoted\"";
        });

        var answer = await _admin.Http.GetAsync("Admin/Glase/Payments/Export");
        Assert.That((await answer.Content.ReadAsByteArrayAsync())[..3], Is.EqualTo(Encoding.UTF8.GetPreamble()),
            "without it, spreadsheets break every letter that is not English");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Content.Headers.ContentType.MediaType, Is.EqualTo("text/csv"));
            Assert.That(answer.Content.Headers.ContentDisposition.FileName, Does.StartWith("glase-payments-"));
            Assert.That(lines, Has.Length.EqualTo(1 + 1100 + 1));
            Assert.That(lines[0], Does.Contain("Id,CreatedOnUtc,Status,Order"));
            Assert.That(lines[1], Does.Contain(paid.ErsReference).And.Contain(",10.45,EUR,"));
            Assert.That(lines[1], Does.EndWith(",\"'=HYPERLINK(\"\"https://evil.example\"\"), \"\"quoted\"\"\""));
        });
    }

    [Test]
    public async Task Who_is_not_an_admin_sees_nothing_of_it()
    {
        using var stranger = _fixture.NewShopper();

        foreach (var page in new[] { "Admin/Glase/Payments", "Admin/Glase/Payments/Export" })
        {
            var answer = await stranger.Http.GetAsync(page);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("Payments found").And.Not.Contain("CreatedOnUtc"));
        }
    }

    private async Task<GlasePayment> BuyAsync()
    {
        using var httpShopper = _fixture.NewShopper();
        await httpShopper.PutIntoCartAsync();
        var code = await httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await httpShopper.CompleteAsync(code);
        return await _fixture.LastPaymentAsync();
    }

    private Task<IHtmlDocument> SearchAsync(string search) => _admin.GoAsync("Admin/Glase/Payments" + search);

    // The sandbox is in Stockholm, where a day begins before the one of UTC does.
    private static string DayInShop(DateTime utc)
    {
        return TimeZoneInfo.ConvertTimeBySystemTimeZoneId(utc, "UTC", "Europe/Stockholm").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private Task AddOldAsync(int count)
    {
        return _fixture.Shop.RunAsync(async services =>
        {
            await using var connection = services.GetRequiredService<ShopDatabase>().Connect();
            await connection.BulkCopyAsync(Enumerable.Range(1, count).Select(ArchivedPayments.Expired));
        });
    }
}
