using System.Globalization;
using System.Text;
using Glase.Simulator.Control;
using Glase.Simulator.Rules;
using Glase.Simulator.Wire;
using static Glase.Simulator.Phone.PhoneLayout;

namespace Glase.Simulator.Phone;

/// <summary>One invoice in the payer's app: what to pay for, Pay and Cancel, and how it ended.</summary>
internal static class PhonePage
{
    public static string Write(string shopName, InvoiceSnapshot invoice, string message)
    {
        var amount = invoice.Amount ?? invoice.Content.TotalAmount;
        var body = new StringBuilder();
        body.Append(Bar("simulated phone")).Append("<main>");
        if (message != null)
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"notice\" role=\"alert\">{Text(message)}</p>");
        body.Append("<section class=\"total\"><p>").Append(Text(IsPayable(invoice) ? "Pay to" : "Invoice from")).Append("</p>")
            .Append("<h1>").Append(Text(shopName)).Append("</h1>")
            .Append("<p class=\"sum\" data-testid=\"total\">").Append(Money(amount)).Append("</p>")
            .Append("<p class=\"title\">").Append(Text(invoice.Content.Title)).Append("</p></section>");
        body.Append(IsPayable(invoice) ? Form(invoice, amount) : Ending(invoice));
        WriteRows(body, invoice.Content);
        body.Append("<p class=\"reference\">Reference ").Append(Text(invoice.Reference)).Append("</p></main>");
        return PhoneLayout.Write($"{shopName} · {Plain(amount)}", body.ToString());
    }

    public static string WriteUnknown(string reference) => PhoneLayout.Write("No such invoice",
        $"<main><section class=\"total\"><h1>No such invoice</h1><p>Nothing is known of {Text(reference)}.</p></section></main>");

    public static string Plain(Amount amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount.Value:#,##0.00} {amount.Currency}");

    private static bool IsPayable(InvoiceSnapshot invoice) =>
        !InvoiceStatus.IsFinal(invoice.Status) && invoice.Status != InvoiceStatus.Reserved;

    private static string Form(InvoiceSnapshot invoice, Amount amount) => $"""
        <form method="post" action="{Action(invoice, "pay")}" class="pay">
        <input type="hidden" name="version" value="{invoice.Version}">
        <label for="pin">PIN <small>(any, or none)</small></label>
        <input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="4" placeholder="••••">
        <button class="primary" data-testid="pay">Pay {Text(Plain(amount))}</button>
        <button class="secondary" data-testid="cancel" formaction="{Action(invoice, "cancel")}">Cancel</button>
        </form>
        """;

    private static string Action(InvoiceSnapshot invoice, string name) =>
        $"/phone/{Uri.EscapeDataString(invoice.Reference)}/{name}";

    private static string Ending(InvoiceSnapshot invoice)
    {
        var (mark, css, text) = Words(invoice);
        var back = invoice.Content.BackUrl is { } url && InvoiceCheck.IsHttp(url)
            ? $"<a class=\"primary\" data-testid=\"back\" href=\"{Text(url)}\">Back to the shop</a>"
            : string.Empty;
        return $"""
            <section class="ending {css}" role="status" data-testid="status" data-status="{Text(invoice.Status)}">
            <span class="mark" aria-hidden="true">{mark}</span><h2>{text}</h2>
            </section>{back}
            """;
    }

    private static (string Mark, string Css, string Text) Words(InvoiceSnapshot invoice) => invoice.Status switch
    {
        InvoiceStatus.Paid => ("✓", "good", "Paid"),
        InvoiceStatus.Reserved => ("✓", "good", "Amount reserved"),
        InvoiceStatus.Canceled when invoice.Reversed => ("↺", "bad", "Payment reversed: the shop did not answer"),
        InvoiceStatus.Canceled => ("✕", "bad", "Cancelled"),
        InvoiceStatus.Expired => ("✕", "bad", "Expired"),
        _ => ("✕", "bad", "Payment failed")
    };

    private static void WriteRows(StringBuilder body, InvoiceContent invoice)
    {
        body.Append("<section class=\"rows\"><h2>Your purchase</h2><ul>");
        foreach (var row in invoice.InvoiceRows ?? [])
        {
            body.Append("<li><span><b>").Append(Text(row.ItemDescription)).Append("</b>")
                .Append("<small>").Append(Text(Quantity(row))).Append("</small></span>")
                .Append("<span class=\"amount\">").Append(Money(row.ItemTotalAmount)).Append("</span></li>");
        }

        body.Append("</ul><p class=\"footer\">").Append(Text(invoice.Footer)).Append("</p></section>");
    }

    private static string Quantity(InvoiceRow row)
    {
        if (row is { ItemQuantity: 1, ItemUnitPrice: null, ItemTaxRate: null })
            return string.Empty;
        var text = string.Create(CultureInfo.InvariantCulture, $"{row.ItemQuantity:0.###} {row.ItemUnit}").TrimEnd();
        if (row.ItemUnitPrice != null)
            text += " × " + Plain(row.ItemUnitPrice);
        if (row.ItemTaxRate != null)
            text += string.Create(CultureInfo.InvariantCulture, $", {row.ItemTaxRate:0}% tax");
        return text;
    }

    private static string Money(Amount amount) => amount == null
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"{amount.Value:#,##0.00}&nbsp;")
            + $"<span class=\"currency\">{Text(amount.Currency)}</span>";
}
