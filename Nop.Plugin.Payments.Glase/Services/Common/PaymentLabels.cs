using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// How log entries and admin messages identify a payment.
/// </summary>
internal static class PaymentLabels
{
    /// <summary>
    /// Names a payment by its number in the shop, Glase's references and its order, as far as there are any, and says where its page is, as
    /// log entries have no links.
    /// </summary>
    public static string For(GlasePayment payment)
    {
        var known = new List<string>();
        if (payment.InvoiceReference is { } invoice)
            known.Add($"invoice {invoice}");
        if (payment.ErsReference is { } reference)
            known.Add($"payment reference {reference}");
        if (payment.OrderId is { } order)
            known.Add(string.Create(CultureInfo.InvariantCulture, $"order no. {order}"));

        known.Add(string.Create(CultureInfo.InvariantCulture, $"page {GlaseDefaults.PaymentPage}/{payment.Id}"));
        return string.Create(CultureInfo.InvariantCulture, $"Glase payment #{payment.Id} ({string.Join(", ", known)})");
    }

    /// <summary>
    /// Names a payment in a list of such.
    /// </summary>
    public static string ShortFor(GlasePayment payment)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"#{payment.Id}");
        return payment.InvoiceReference is null ? number : $"{number} ({payment.InvoiceReference})";
    }
}
