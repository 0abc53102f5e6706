using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Receipts;

public class ReceiptHtmlTests
{
    private static readonly ReceiptTexts _texts =
        new("Title", "VAT:", "Order", "Paid on", "Article", "Quantity", "Amount", "Total", "Ref");

    [Test]
    public void It_is_a_whole_document_that_loads_and_runs_nothing()
    {
        var html = ReceiptHtml.Write(Receipt());

        // Strict: it throws at the first mistake.
        var page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);
        Assert.Multiple(() =>
        {
            Assert.That(html, Does.StartWith("<!DOCTYPE html>"));
            Assert.That(page.CharacterSet.ToUpperInvariant(), Is.EqualTo("UTF-8"));
            Assert.That(page.QuerySelector("meta[charset]").GetAttribute("charset"), Is.EqualTo("utf-8"));
            Assert.That(page.Title, Is.EqualTo("Title – Test shop"));
            Assert.That(page.QuerySelectorAll("script, link, img, iframe, object, form, a, [src], [href], [onclick]"), Is.Empty);
            Assert.That(page.QuerySelector("style").TextContent, Does.Not.Contain("url(").And.Not.Contain("@import"));
        });
    }

    [TestCase("sv-SE", false, "ltr")]
    [TestCase("ar-SA", true, "rtl")]
    public void It_says_its_language_and_direction(string language, bool isRightToLeft, string direction)
    {
        var page = Parse(Receipt() with { Culture = CultureInfo.GetCultureInfo(language), IsRightToLeft = isRightToLeft });

        Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo(language));
        Assert.That(page.DocumentElement.GetAttribute("dir"), Is.EqualTo(direction));
    }

    [Test]
    public void It_says_who_sold_what_when_and_under_which_numbers()
    {
        var page = Parse(Receipt() with { CompanyName = "Northlight AB", CompanyAddress = "Hamngatan 1", CompanyVat = "SE123" });

        Assert.Multiple(() =>
        {
            Assert.That(page.QuerySelectorAll("p").Select(text => text.TextContent),
                Is.EqualTo(new[] { "Test shop", "Northlight AB", "Hamngatan 1", "VAT: SE123" }));
            Assert.That(page.QuerySelectorAll("dt").Select(text => text.TextContent),
                Is.EqualTo(new[] { "Order", "Paid on", "Ref" }));
            Assert.That(page.QuerySelectorAll("dd").Select(text => text.TextContent),
                Is.EqualTo(new[] { "1001", "2026-11-23 13:00 UTC+01:00", "ERS1" }));
            Assert.That(Rows(page), Is.EqualTo(new[] { "Coffee|2|10.00", "Discount|1|-1.50", "Total|8.50 EUR" }));
        });
    }

    [Test]
    public void What_a_shop_does_not_have_leaves_no_gap()
    {
        Assert.That(Parse(Receipt()).QuerySelectorAll("p").Select(text => text.TextContent), Is.EqualTo(new[] { "Test shop" }));
    }

    [TestCase("sv-SE", "1\u00a0234,50 EUR")]
    [TestCase("en-US", "1,234.50 EUR")]
    [TestCase("de-DE", "1.234,50 EUR")]
    public void Amounts_are_written_as_in_its_language(string language, string expected)
    {
        var draft = InvoiceDraft.Balance(1234.5m, "EUR", [new InvoiceLine("A", 1, 1234.5m)], "");

        var page = Parse(Receipt() with { Draft = draft, Culture = CultureInfo.GetCultureInfo(language) });

        Assert.That(page.QuerySelector("tfoot td").TextContent, Is.EqualTo(expected));
    }

    [Test]
    public void A_currency_without_decimals_has_none()
    {
        var draft = InvoiceDraft.Balance(500m, "JPY", [new InvoiceLine("A", 1.5m, 500m)], "");

        Assert.That(Rows(Parse(Receipt() with { Draft = draft })), Is.EqualTo(new[] { "A|1.5|500", "Total|500 JPY" }));
    }

    [TestCase("<script>alert(1)</script>")]
    [TestCase("</td></tr></table><img src=x onerror=alert(1)>")]
    [TestCase("\" onmouseover=\"alert(1)")]
    [TestCase("&lt;b&gt; & 'quotes'")]
    [TestCase("<!-- <style> ]]>")]
    public void Names_are_text_whatever_they_hold(string name)
    {
        var draft = InvoiceDraft.Balance(1m, "EUR", [new InvoiceLine(name, 1, 1m)], "");
        var page = Parse(Receipt() with
        {
            Draft = draft,
            ShopName = name,
            CompanyName = name,
            CompanyAddress = name,
            CompanyVat = name,
            OrderNumber = name,
            Reference = name,
            Texts = _texts with { Total = name }
        });

        Assert.Multiple(() =>
        {
            Assert.That(page.QuerySelectorAll("script, img, b, [onerror], [onmouseover]"), Is.Empty);
            Assert.That(page.QuerySelectorAll("style"), Has.Length.EqualTo(1));
            Assert.That(page.QuerySelector("tbody td").TextContent, Is.EqualTo(name));
            Assert.That(page.QuerySelector("p").TextContent, Is.EqualTo(name));
            Assert.That(page.Title, Does.EndWith(name));
            Assert.That(Rows(page), Has.Count.EqualTo(2));
        });
    }

    [Test]
    public void What_no_document_can_hold_is_left_out()
    {
        var draft = InvoiceDraft.Balance(1m, "EUR", [new InvoiceLine("a\0b\u0001c\ud83dd ☕", 1, 1m)], "");

        Assert.That(Parse(Receipt() with { Draft = draft }).QuerySelector("tbody td").TextContent, Is.EqualTo("abc\ufffdd ☕"));
    }

    private static Receipt Receipt()
    {
        return new Receipt
        {
            ShopName = "Test shop",
            OrderNumber = "1001",
            PaidOn = new DateTimeOffset(2026, 11, 23, 13, 0, 0, TimeSpan.FromHours(1)),
            Draft = InvoiceDraft.Balance(8.5m, "EUR",
                [new InvoiceLine("Coffee", 2, 10m, 5m), new InvoiceLine("Discount", 1, -1.5m)], ""),
            Reference = "ERS1",
            Culture = CultureInfo.GetCultureInfo("en-US"),
            Texts = _texts
        };
    }

    private static IHtmlDocument Parse(Receipt receipt)
    {
        return new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(ReceiptHtml.Write(receipt));
    }

    private static IList<string> Rows(IHtmlDocument page)
    {
        return
        [
            .. page.QuerySelectorAll("tbody tr, tfoot tr")
                .Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent)))
        ];
    }
}
