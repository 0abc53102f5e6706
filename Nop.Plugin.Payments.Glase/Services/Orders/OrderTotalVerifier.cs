using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Verifies that a payment is of the total and in the currency of the order that is about to be placed.
/// </summary>
public class OrderTotalVerifier(PrimaryCurrency primaryCurrency, TotalChangeDetector totalChangeDetector,
    ILocalizationService localizationService, SafeLog log)
{
    /// <summary>
    /// Compares a paid or reserved payment with the order that is about to be placed. Changes nothing.
    /// </summary>
    /// <returns>How they differ; null when amount and currency are those of the order</returns>
    public async Task<TotalMismatch> FindMismatchAsync(GlasePayment payment, ProcessPaymentRequest request)
    {
        var currencyCode = await primaryCurrency.GetCodeAsync();
        if (payment.IsFullyPaidOrReserved && payment.Amount == CurrencyDecimals.Round(request.OrderTotal, payment.CurrencyCode)
            && OrderCurrency.IsSame(payment.CurrencyCode, currencyCode))
            return null;

        var (amount, paidCurrencyCode) = payment.Status == GlasePaymentStatus.Paid
            ? (payment.PaidAmount, payment.PaidCurrencyCode)
            : (payment.Amount, payment.CurrencyCode);
        var isSameCurrency = OrderCurrency.IsSame(payment.CurrencyCode, currencyCode);
        var change = payment.IsFullyPaidOrReserved && isSameCurrency
            ? await totalChangeDetector.DetectAsync(payment, request.OrderTotal)
            : null;
        var error = payment.DescribeHeldMismatch()
            ?? $"{CurrencyDecimals.Format(amount, paidCurrencyCode)} was paid, but the order would come to " +
            $"{CurrencyDecimals.Format(request.OrderTotal, currencyCode)}: {change?.Reason ?? DescribeMismatch(isSameCurrency)}.";
        var shopperError = change is not null ? await totalChangeDetector.DescribeAsync(change)
            : isSameCurrency ? await localizationService.GetErrorTextAsync("OtherAmountPaid") : null;
        return new TotalMismatch(error, shopperError, IsTransient: change?.Reasons.Contains(CostChangeReason.Tax) == true);
    }

    /// <summary>
    /// Records a mismatch, and logs it when nothing was wrong with the payment before.
    /// </summary>
    /// <returns>What to tell the shopper</returns>
    public async Task<string> RecordAsync(LockedPayment locked, TotalMismatch mismatch)
    {
        var payment = locked.Payment;
        var isNew = payment.LastError is null;
        payment.RecordMismatch(mismatch.Error, mismatch.ShopperError);
        await locked.SaveAsync();
        if (isNew)
            await log.ErrorAsync($"{PaymentLabels.For(payment)}: no order was placed. {payment.LastError}");
        return $"{payment.ShopperError} {await localizationService.GetErrorTextAsync("OrderNotPlaced")}".TrimStart();
    }

    private static string DescribeMismatch(bool isSameCurrency)
    {
        return isSameCurrency
            ? "the paid amount differs from the invoice amount"
            : "the primary store currency has changed since the invoice was issued";
    }
}
