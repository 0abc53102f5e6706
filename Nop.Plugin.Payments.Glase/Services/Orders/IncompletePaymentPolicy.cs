using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// How payments are handled that Glase reports as PAID without all the data that an order or a refund needs.
/// </summary>
public static class IncompletePaymentPolicy
{
    /// <summary>
    /// Gets whether a payment can be refunded although Glase has not said all of it.
    /// </summary>
    /// <param name="payment">A payment that is overdue, or that an admin wants to be finished</param>
    /// <param name="isWanted">Whether an admin wants it: then a currency that Glase has not named is the invoice's</param>
    public static bool IsRefundable(GlasePayment payment, bool isWanted)
    {
        // A currency that is missing is very likely the invoice's, when the amount is. One that is named, but means nothing here,
        // may be any.
        return IsOnlyCurrencyMissing(payment)
            && (isWanted || payment.PaidCurrencyCode is null && payment.PaidAmount == payment.Amount);
    }

    /// <summary>
    /// Says what is wrong with a payment that cannot be refunded, and what an admin can do.
    /// </summary>
    public static string Describe(GlasePayment payment)
    {
        var whatToDo = "Nothing was refunded. Look for the payment of invoice " + payment.InvoiceReference + " in Glase's merchant portal. " +
            (IsOnlyCurrencyMissing(payment)
                ? $"If {CurrencyDecimals.Format(payment.PaidAmount, payment.CurrencyCode)} was paid, have it refunded on " +
                  " the payment's page here. Otherwise refund it there, and mark it on the payment's page as refunded outside Glase."
                : "Refund it there, or refund the payer in another way, and mark it on the payment's page as refunded outside Glase.");

        // What was wrong last says what is missing; after the first time, it says this.
        var last = payment.LastError ?? $"Glase reported this as paid, but not {payment.PaidDetails.DescribeMissing()}.";
        return last.EndsWith(whatToDo, StringComparison.Ordinal) ? last : $"Glase: {last} {whatToDo}";
    }

    private static bool IsOnlyCurrencyMissing(GlasePayment payment)
    {
        return payment is { ErsReference: not null, PaidAmount: not null };
    }
}
