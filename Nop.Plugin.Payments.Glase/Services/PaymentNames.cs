using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// What a payment is called where an admin looks for it: in logs and messages.
/// </summary>
internal static class PaymentNames
{
    /// <summary>
    /// Names a payment by its number in the shop, Glase's references and its order, as far as there are any.
    /// </summary>
    public static string Of(GlaseInvoice payment)
    {
        var invoice = payment.InvoiceReference is null ? "" : $", invoice {payment.InvoiceReference}";
        var reference = payment.ErsReference is null ? "" : $", payment reference {payment.ErsReference}";
        var order = payment.OrderId is { } id ? string.Create(CultureInfo.InvariantCulture, $", order no. {id}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"Glase payment #{payment.Id} ({(invoice + reference + order).TrimStart(',', ' ')})")
            .Replace(" ()", "", StringComparison.Ordinal);
    }

    /// <summary>
    /// Names a payment in a list of such.
    /// </summary>
    public static string Short(GlaseInvoice payment)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"#{payment.Id}");
        return payment.InvoiceReference is null ? number : $"{number} ({payment.InvoiceReference})";
    }
}
