using System.Globalization;
using System.Text;
using AngleSharp.Html.Dom;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Localization;
using Nop.Data;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An admin looks for payments, in the grid, whose rows are asked for as its script does.
/// </summary>
public class PaymentListTests : AdminShopTestBase
{
    [Test]
    public async Task The_menu_leads_to_the_list()
    {
        await _admin.GoAsync("Admin");

        var link = _admin.Page.QuerySelectorAll("a").Single(anchor => anchor.TextContent.Trim() == "Glase payments");
        await _admin.GoAsync(link.GetAttribute("href"));

        Assert.That(_admin.Page.QuerySelector("h1").TextContent, Is.EqualTo("Glase payments"));
        Assert.That((await ReadAsync()).Total, Is.Zero);
        Assert.That(_admin.Page.QuerySelector("[data-glase-empty]").TextContent, Does.Contain("No payments were found. Clear a search field"));
    }

    [Test]
    public async Task The_menu_has_no_entries_of_an_uninstalled_plugin()
    {
        await _fixture.UninstallAsync();

        await _admin.GoAsync("Admin");

        var entries = _admin.Page.QuerySelectorAll("nav a").Select(anchor => anchor.TextContent.Trim()).ToList();
        Assert.That(entries, Does.Contain("Orders"));
        Assert.That(entries, Has.None.Contains("Glase").IgnoreCase);
    }

    [TestCase(50_000_000, 50, 0)]
    [TestCase(int.MaxValue, 1, 0)]
    [TestCase(-5, 50, 50)]
    [TestCase(0, -1, 120)]
    [TestCase(0, int.MaxValue, 120)]
    public async Task Whatever_page_is_asked_for_the_grid_gets_rows_or_none(int start, int length, int rows)
    {
        await AddOldAsync(120);
        await SearchAsync("");

        var grid = await ReadAsync(start, length);

        Assert.That((grid.Total, grid.Rows.Count), Is.EqualTo((120, rows)));
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
        var all = await ReadAsync();
        Assert.That(all.Total, Is.EqualTo(2), "all of them");
        Assert.That(all.Column("Customer"), Has.All.EqualTo("ada@example.com"), "also of guests, with an order and without");
        foreach (var search in new[]
        {
            $"?Reference={paid.ErsReference}", $"?Reference={paid.InvoiceReference}", $"?OrderNumber={order.CustomOrderNumber}",
            "?Email=ada@", "?StatusId=50", $"?From={Day(0)}&To={Day(0)}&StatusId=50", $"?CustomerId={paid.CustomerId}"
        })
        {
            await SearchAsync(search);
            Assert.That((await ReadAsync()).Column("Reference"), Does.Contain(paid.ErsReference), search);
        }

        foreach (var search in new[]
        {
            "?Reference=nothing", "?OrderNumber=999", "?Email=nobody@", "?StatusId=80", $"?To={Day(-1)}", $"?From={Day(1)}",
            "?WithoutOrder=true", "?NeedsAttention=true", "?CustomerId=999"
        })
        {
            await SearchAsync(search);
            Assert.That((await ReadAsync()).Rows, Is.Empty, search);
        }
    }

    [Test]
    public async Task A_row_has_what_the_order_list_has()
    {
        var paid = await BuyAsync();
        var order = await _fixture.OnlyOrderAsync();
        await SearchAsync("");

        var row = (await ReadAsync()).Rows.Single();

        Assert.Multiple(() =>
        {
            Assert.That(row.GetProperty("Id").GetInt32(), Is.EqualTo(paid.Id));
            Assert.That(row.GetProperty("Status").GetString(), Is.EqualTo("Paid"));
            Assert.That(row.GetProperty("StatusColor").GetString(), Is.EqualTo("green"));
            Assert.That(row.GetProperty("Amount").GetString(), Is.EqualTo("\u20ac10.45"));
            Assert.That(row.GetProperty("OrderNumber").GetString(), Is.EqualTo(order.CustomOrderNumber));
            Assert.That(row.GetProperty("CreatedOn").GetDateTime(), Is.EqualTo(
                TimeZoneInfo.ConvertTimeBySystemTimeZoneId(paid.CreatedOnUtc, "UTC", "Europe/Stockholm")).Within(TimeSpan.FromSeconds(1)));
        });
    }

    [Test]
    public async Task Payments_are_sorted_by_what_the_admin_presses()
    {
        await AddOldAsync(3);
        var paid = await BuyAsync();
        await _fixture.ChangePaymentsAsync(payment => payment.Amount = payment.Id == paid.Id ? 5m : 10m - payment.Id);
        var amounts = (await _fixture.AllAsync<GlasePayment>()).ToDictionary(payment => payment.Id, payment => payment.Amount);
        await SearchAsync("");
        async Task<IReadOnlyList<int>> IdsAsync(string column, string direction) =>
            [.. (await ReadAsync(0, 50, column, direction)).Rows.Select(row => row.GetProperty("Id").GetInt32())];

        Assert.That(await IdsAsync(null, null), Is.Ordered.Descending, "the newest first");
        Assert.That(await IdsAsync("CreatedOn", "asc"), Is.Ordered.Ascending);
        Assert.That(await IdsAsync("CreatedOn", "desc"), Is.Ordered.Descending);
        Assert.That((await IdsAsync("Amount", "asc")).Select(id => amounts[id]), Is.Ordered.Ascending);
        Assert.That((await IdsAsync("Amount", "desc")).Select(id => amounts[id]), Is.Ordered.Descending);
        Assert.That((await IdsAsync("Status", "asc"))[0], Is.EqualTo(paid.Id), "Paid comes before Expired");
        Assert.That((await IdsAsync("Status", "desc"))[^1], Is.EqualTo(paid.Id));
        Assert.That((await IdsAsync("OrderNumber", "desc"))[0], Is.EqualTo(paid.Id));
    }

    [Test]
    public async Task Another_amount_than_was_asked_for_is_shown_beside_it()
    {
        var paid = await BuyAsync();
        var other = await BuyAsync();
        await _fixture.ChangePaymentsAsync(payment =>
        {
            if (payment.Id == other.Id)
                payment.PaidAmount = 5m;
        });
        await SearchAsync("");

        var rows = (await ReadAsync()).Rows.ToDictionary(row => row.GetProperty("Id").GetInt32(), row => row.GetProperty("Arrived").GetString());
        Assert.That((rows[paid.Id], rows[other.Id]), Is.EqualTo(((string)null, "€5.00 received")));
    }

    [Test]
    public async Task Payments_that_need_a_person_are_found()
    {
        var paid = await BuyAsync();
        await BuyAsync();
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<GlaseRefund>>().InsertAsync(
            new GlaseRefund { PaymentId = paid.Id, Number = 1, Amount = 1m, StatusId = (int)GlaseRefundStatus.Unknown, CreatedOnUtc = paid.CreatedOnUtc }));

        await SearchAsync("?NeedsAttention=true");

        Assert.That((await ReadAsync()).Column("Reference"), Is.EqualTo(new[] { paid.ErsReference }));
    }

    [Test]
    public async Task Days_mean_the_same_in_each_language()
    {
        var paid = await BuyAsync();
        var day = DayInShop(paid.CreatedOnUtc);
        foreach (var language in await _fixture.AllAsync<Language>())
        {
            await _admin.GoAsync($"changelanguage/{language.Id}");
            await SearchAsync($"?From={day}&To={day}");

            Assert.That(_admin.Page.QuerySelector("#From").GetAttribute("value"), Is.EqualTo(day), language.Name);
            Assert.That(_admin.Page.QuerySelectorAll("[data-glase-from]")[0].GetAttribute("data-glase-to"), Is.EqualTo(day), "today");
            var row = (await ReadAsync()).Rows.Single();
            Assert.That(row.GetProperty("CreatedOn").GetDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Is.EqualTo(day), language.Name);
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
            Assert.That((await ReadAsync()).Total, Is.EqualTo(searched == day ? 1 : 0), searched);
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
            return (await ReadAsync()).Total == 1;
        }, "the payment in the list");
        await _admin.GoAsync($"Admin/Glase/Payment/{(await ReadAsync()).Column("Id").Single()}");

        Assert.That(_admin.Page.QuerySelector(".glase-payment-panel"), Is.Not.Null);
    }

    [Test]
    public async Task Pages_follow_each_other_and_keep_the_search()
    {
        await AddOldAsync(120);
        await BuyAsync();

        await SearchAsync("?StatusId=80");
        var pages = new List<AdminGrid> { await ReadAsync(0, 50), await ReadAsync(50, 50), await ReadAsync(100, 50) };

        Assert.That(pages.Select(page => page.Total), Is.All.EqualTo(120));
        Assert.That(pages.Select(page => page.Rows.Count), Is.EqualTo(new[] { 50, 50, 20 }));
        Assert.That(pages.SelectMany(page => page.Column("Id")), Is.Unique);
        Assert.That(_admin.Page.QuerySelector("#StatusId option[selected]").GetAttribute("value"), Is.EqualTo("80"));
    }

    [Test]
    public async Task The_file_holds_what_the_search_fields_say()
    {
        await AddOldAsync(3);
        var paid = await BuyAsync();
        await SearchAsync("");
        var button = _admin.Page.QuerySelector("button[formaction$='/Export'][value=Csv]");

        var found = await _admin.Http.GetStringAsync($"{button.GetAttribute("formaction")}?format=Csv&StatusId=50&WithoutOrder=false");

        Assert.That(found, Does.Contain(paid.ErsReference));
        Assert.That(found.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task The_search_panel_stays_folded()
    {
        await SearchAsync("");
        Assert.That(_admin.Page.QuerySelector(".search-row.opened"), Is.Not.Null);
        using var answer = await _admin.Http.PostAsync("Admin/Preferences/SavePreference", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["name"] = _admin.Page.QuerySelector(".search-row").GetAttribute("data-hideattribute"),
            ["value"] = "true",
            ["__RequestVerificationToken"] = _admin.Page.QuerySelector("input[name=__RequestVerificationToken]").GetAttribute("value")
        }));

        await SearchAsync("");

        Assert.That(_admin.Page.QuerySelector(".search-row.opened"), Is.Null);
        Assert.That(_admin.Page.QuerySelector(".search-body.closed"), Is.Not.Null);
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

        using var posted = await stranger.Http.PostAsync("Admin/Glase/Payments/Data", null);
        Assert.That(await posted.Content.ReadAsStringAsync(), Does.Not.Contain("recordsFiltered"));
        foreach (var page in new[] { "Admin/Glase/Payments", "Admin/Glase/Payments/Export" })
        {
            var answer = await stranger.Http.GetAsync(page);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("glase-payments-grid").And.Not.Contain("CreatedOnUtc"));
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

    private Task<AdminGrid> ReadAsync(int start = 0, int? length = null, string sortedBy = null, string direction = "asc")
    {
        return AdminGrid.ReadAsync(_admin, "glase-payments-grid", start, length, sortedBy, direction);
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
