using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Nop.Plugin.Payments.Glase.Api.Wire;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// Writes a receipt as an HTML document that stands alone: no script, nothing to load.
/// </summary>
public static class ReceiptHtml
{
    private const string Style =
        "body{font-family:sans-serif;line-height:1.4;max-width:40em;margin:1em auto;padding:0 1em;color:#222;background:#fff}" +
        "dl{display:grid;grid-template-columns:fit-content(45%) minmax(0,1fr);gap:.2em 1em}" +
        "dt{font-weight:bold}dd{margin:0}dt,dd,td{overflow-wrap:anywhere}" +
        "table{width:100%;border-collapse:collapse}" +
        "th,td{text-align:start;vertical-align:top;padding:.3em .4em;border-bottom:1px solid #999}" +
        ".n{text-align:end;white-space:nowrap}.a{white-space:pre-line}";

    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>
    /// Writes the document.
    /// </summary>
    public static string Write(Receipt receipt)
    {
        var texts = receipt.Texts;
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n");
        html.Append(CultureInfo.InvariantCulture,
            $"<html lang=\"{Encode(receipt.Culture.Name)}\" dir=\"{(receipt.IsRightToLeft ? "rtl" : "ltr")}\">\n");
        html.Append("<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Encode(texts.Title)} – {Encode(receipt.ShopName)}</title>\n");
        html.Append(CultureInfo.InvariantCulture, $"<style>{Style}</style>\n</head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Encode(texts.Title)}</h1>\n");
        AppendShop(html, receipt);
        html.Append("<dl>\n");
        AppendFact(html, texts.OrderNumber, receipt.OrderNumber);
        AppendFact(html, texts.PaidOn, Time(receipt.PaidOn));
        AppendFact(html, texts.Reference, receipt.Reference);
        html.Append("</dl>\n");
        AppendRows(html, receipt);
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void AppendShop(StringBuilder html, Receipt receipt)
    {
        html.Append(CultureInfo.InvariantCulture, $"<p><strong>{Encode(receipt.ShopName)}</strong></p>\n");
        string[] company = [receipt.CompanyName, receipt.CompanyAddress];
        foreach (var text in company.Where(text => !string.IsNullOrWhiteSpace(text)))
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"a\"><bdi>{Encode(text)}</bdi></p>\n");
        if (!string.IsNullOrWhiteSpace(receipt.CompanyVat))
            html.Append(CultureInfo.InvariantCulture,
                $"<p>{Encode(receipt.Texts.VatNumber)} <bdi>{Encode(receipt.CompanyVat)}</bdi></p>\n");
    }

    private static void AppendFact(StringBuilder html, string name, string value)
    {
        html.Append(CultureInfo.InvariantCulture, $"<dt>{Encode(name)}</dt><dd><bdi>{Encode(value)}</bdi></dd>\n");
    }

    private static void AppendRows(StringBuilder html, Receipt receipt)
    {
        var (texts, draft) = (receipt.Texts, receipt.Draft);
        html.Append("<table>\n<thead>\n");
        html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"col\">{Encode(texts.Item)}</th>");
        html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"n\">{Encode(texts.Quantity)}</th>");
        html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"n\">{Encode(texts.Amount)}</th></tr>\n");
        html.Append("</thead>\n<tbody>\n");
        foreach (var line in draft.Lines)
        {
            var (quantity, amount) = (line.Quantity.ToString("0.####", receipt.Culture), Amount(line.Total, receipt));
            html.Append(CultureInfo.InvariantCulture, $"<tr><td><bdi>{Encode(line.Description)}</bdi></td>");
            html.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Encode(quantity)}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<td class=\"n\"><bdi>{Encode(amount)}</bdi></td></tr>\n");
        }

        html.Append("</tbody>\n<tfoot>\n");
        html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\" colspan=\"2\">{Encode(texts.Total)}</th>");
        html.Append(CultureInfo.InvariantCulture, $"<td class=\"n\"><strong><bdi>{Encode(Amount(draft.Amount, receipt))} ");
        html.Append(CultureInfo.InvariantCulture, $"{Encode(draft.CurrencyCode)}</bdi></strong></td></tr>\n</tfoot>\n</table>\n");
    }

    private static string Amount(decimal amount, Receipt receipt)
    {
        return amount.ToString($"N{CurrencyDecimals.For(receipt.Draft.CurrencyCode)}", receipt.Culture);
    }

    // The same in all languages and calendars, with the zone that it is meant in.
    private static string Time(DateTimeOffset time)
    {
        return time.ToString("yyyy-MM-dd HH:mm 'UTC'zzz", CultureInfo.InvariantCulture);
    }

    private static string Encode(string text)
    {
        return _encoder.Encode(WireText.Clean(text, int.MaxValue) ?? "");
    }
}
