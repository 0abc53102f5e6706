using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Payments of long ago, one a minute.
/// </summary>
internal static class ArchivedPayments
{
    private static readonly DateTime _first = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>
    /// One that nobody paid.
    /// </summary>
    public static GlasePayment Expired(int number) => Make(number, GlasePaymentStatus.Expired);

    /// <summary>
    /// One that paid its order.
    /// </summary>
    public static GlasePayment Applied(int number)
    {
        var payment = Make(number, GlasePaymentStatus.Paid);
        payment.OrderId = number;
        payment.ErsReference = $"ERS{number}";
        payment.PaidAmount = payment.Amount;
        payment.PaidCurrencyCode = payment.CurrencyCode;
        payment.PaidOnUtc = payment.AppliedOnUtc = payment.CreatedOnUtc;
        return payment;
    }

    /// <summary>
    /// A refund of a part of one that paid its order.
    /// </summary>
    public static GlaseRefund Refunded(int number)
    {
        var time = _first.AddMinutes(number);
        return new GlaseRefund
        {
            PaymentId = number,
            Number = 1,
            Amount = 1m,
            ErsReference = string.Create(CultureInfo.InvariantCulture, $"REF{number}"),
            Status = GlaseRefundStatus.Succeeded,
            CreatedOnUtc = time,
            SyncedToOrderOnUtc = time
        };
    }

    /// <summary>
    /// The claim of one that paid its order.
    /// </summary>
    public static GlaseOrderPaymentClaim Claimed(int number)
    {
        return new GlaseOrderPaymentClaim { PaymentId = number, OrderGuid = Guid.NewGuid(), ClaimedOnUtc = _first.AddMinutes(number) };
    }

    private static GlasePayment Make(int number, GlasePaymentStatus status)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        var time = _first.AddMinutes(number);
        return new GlasePayment
        {
            OrderGuid = Guid.NewGuid(),
            CustomerId = number,
            StoreId = 1,
            Token = name,
            CheckoutKey = name,
            InvoiceReference = $"OLD{name}",
            Amount = 10m,
            CurrencyCode = "SEK",
            DraftHash = "hash",
            Status = status,
            CreatedOnUtc = time,
            ExpiresOnUtc = time,
            DeadlineOnUtc = time
        };
    }
}
