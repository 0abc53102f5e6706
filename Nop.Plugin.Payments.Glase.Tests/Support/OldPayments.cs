using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Payments of long ago, one a minute.
/// </summary>
internal static class OldPayments
{
    private static readonly DateTime First = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>
    /// One that nobody paid.
    /// </summary>
    public static GlaseInvoice Expired(int number) => Make(number, GlaseInvoiceStatus.Expired);

    /// <summary>
    /// One that paid its order.
    /// </summary>
    public static GlaseInvoice Settled(int number)
    {
        var payment = Make(number, GlaseInvoiceStatus.Paid);
        payment.OrderId = number;
        payment.ErsReference = $"ERS{number}";
        payment.PaidAmount = payment.Amount;
        payment.PaidCurrencyCode = payment.CurrencyCode;
        payment.PaidOnUtc = payment.SettledOnUtc = payment.CreatedOnUtc;
        return payment;
    }

    private static GlaseInvoice Make(int number, GlaseInvoiceStatus status)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        var time = First.AddMinutes(number);
        return new GlaseInvoice
        {
            OrderGuid = Guid.NewGuid(),
            CustomerId = number,
            StoreId = 1,
            Token = name,
            CheckoutKey = name,
            InvoiceReference = $"OLD{name}",
            Amount = 10m,
            CurrencyCode = "SEK",
            CartHash = "",
            Status = status,
            CreatedOnUtc = time,
            ExpiresOnUtc = time
        };
    }
}
