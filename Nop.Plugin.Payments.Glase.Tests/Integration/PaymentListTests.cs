using System.Globalization;
using AngleSharp.Html.Dom;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Searching;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An admin looks for payments, over HTTP with script off.
/// </summary>
public class PaymentListTests
{
    private TestShop _world;
    private Shopper _admin;

    [SetUp]
    public async Task SetUp()
    {
        _world = await TestShop.StartAsync();
        _admin = _world.NewShopper();
        await _admin.LogInAsAdminAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        _admin.Dispose();
        await _world.DisposeAsync();
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

    [Test]
    public async Task Payments_are_found_by_each_of_what_an_admin_may_know()
    {
        var paid = await BuyAsync();
        using var other = _world.NewShopper();
        await other.PutIntoCartAsync(1);
        await other.CheckOutAsync();
        var order = await _world.OnlyOrderAsync();

        await SearchAsync("");
        Assert.That(Rows, Has.Count.EqualTo(2), "all of them");
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

    [Test]
    public async Task A_payment_without_an_order_is_found_and_leads_to_its_page()
    {
        using var shopper = _world.NewShopper();
        await shopper.PutIntoCartAsync();
        var code = await shopper.CheckOutAsync();
        _world.Glase.Pay(code.Reference);
        await shopper.Http.GetAsync(code.StatusUrl);

        await TestShop.UntilAsync(async () =>
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
        await _world.ChangeInvoicesAsync(invoice =>
        {
            if (invoice.Id == paid.Id)
                invoice.LastError = "=HYPERLINK(\"https://evil.example\"), \"quoted\"";
        });

        var answer = await _admin.Http.GetAsync("Admin/Glase/Payments/Export");
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
        using var stranger = _world.NewShopper();

        foreach (var page in new[] { "Admin/Glase/Payments", "Admin/Glase/Payments/Export" })
        {
            var answer = await stranger.Http.GetAsync(page);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("Payments found").And.Not.Contain("CreatedOnUtc"));
        }
    }

    [Test]
    public async Task A_hundred_thousand_payments_are_searched_without_reading_them()
    {
        await AddOldAsync(100_000);
        var filters = new PaymentFilter[]
        {
            new(), new() { Reference = "OLD77" }, new() { Status = GlaseInvoiceStatus.Expired }, new() { Email = "ada" },
            new() { FromUtc = new DateTime(2025, 2, 1, 0, 0, 0, DateTimeKind.Utc), BeforeUtc = new DateTime(2025, 2, 2, 0, 0, 0, DateTimeKind.Utc) }
        };

        foreach (var filter in filters)
        {
            var started = TimeProvider.System.GetTimestamp();
            var found = await _world.Shop.RunAsync(services => services.GetRequiredService<PaymentSearch>().SearchAsync(filter, 0, 50));
            await TestContext.Out.WriteLineAsync($"{filter}: {found.TotalCount} found in " +
                $"{TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0} ms");
            Assert.That(found, Has.Count.LessThanOrEqualTo(50));
        }
    }

    private async Task<GlaseInvoice> BuyAsync()
    {
        using var shopper = _world.NewShopper();
        await shopper.PutIntoCartAsync();
        var code = await shopper.CheckOutAsync();
        _world.Glase.Pay(code.Reference);
        await shopper.CompleteAsync(code);
        return await _world.LastInvoiceAsync();
    }

    private Task<IHtmlDocument> SearchAsync(string search) => _admin.GoAsync("Admin/Glase/Payments" + search);

    private static string Day(int daysFromNow)
    {
        return TimeProvider.System.GetUtcNow().AddDays(daysFromNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private Task AddOldAsync(int count)
    {
        return _world.Shop.RunAsync(async services =>
        {
            await using var connection = services.GetRequiredService<SqliteStore>().Connect();
            await connection.BulkCopyAsync(Enumerable.Range(1, count).Select(OldPayments.Expired));
        });
    }
}
