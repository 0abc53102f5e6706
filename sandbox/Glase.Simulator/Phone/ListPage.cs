using System.Text;
using Glase.Simulator.Control;
using static Glase.Simulator.Phone.PhoneLayout;

namespace Glase.Simulator.Phone;

/// <summary>The latest invoices, each with its phone.</summary>
internal static class ListPage
{
    public static string Write(string shopName, IReadOnlyList<InvoiceSnapshot> invoices)
    {
        var body = new StringBuilder(Bar("simulator")).Append("<main class=\"wide\"><h1>Invoices of ")
            .Append(Text(shopName)).Append("</h1>");
        if (invoices.Count == 0)
            body.Append("<p class=\"empty\">None yet. Buy something in the shop, and reload this page.</p>");
        body.Append("<ul class=\"list\">");
        foreach (var invoice in invoices)
        {
            body.Append("<li><a href=\"/phone/").Append(Uri.EscapeDataString(invoice.Reference)).Append("\"><span><b>")
                .Append(Text(invoice.Content.Title ?? invoice.Reference)).Append("</b><small>")
                .Append(Text(invoice.Reference)).Append("</small></span><span class=\"amount\">")
                .Append(Text(PhonePage.Plain(invoice.Amount ?? invoice.Content.TotalAmount)))
                .Append("<small class=\"state ").Append(Text(invoice.Status)).Append("\">")
                .Append(Text(invoice.Status)).Append("</small></span></a></li>");
        }

        body.Append("</ul><p class=\"reference\">Control API: <a href=\"/control\">/control</a></p></main>");
        return PhoneLayout.Write("Glase simulator", body.ToString());
    }
}
