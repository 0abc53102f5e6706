using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// How log entries and admin messages identify a payment.
/// </summary>
internal static class PaymentLabels
{
    /// <summary>
    /// Names a payment by its number in the shop, Glase's references and its order, as far as there are any.
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

        var name = string.Create(CultureInfo.InvariantCulture, $"Glase payment #{payment.Id}");
        return known.Count == 0 ? name : $"{name} ({string.Join(", ", known)})";
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
