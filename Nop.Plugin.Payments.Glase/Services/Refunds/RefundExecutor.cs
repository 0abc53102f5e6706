using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Sends refunds, never the same one twice: each is recorded before it is sent, and while the outcome of one is unknown no
/// further refund of that payment is sent.
/// </summary>
public class RefundExecutor(IGlaseClient client, GlaseConnectionProvider connections, LockedPayments lockedPayments,
    RefundStore refundStore, UncachedEntityReader entityReader, ILogger logger, TimeProvider timeProvider)
{
    /// <summary>
    /// How long after Glase made a refund one of the same amount is taken for a double click. nopCommerce may have recorded the
    /// first one by then, so that the second looks intended.
    /// </summary>
    public static readonly TimeSpan DuplicateRequestWindow = TimeSpan.FromSeconds(15);

    private const string RefundedMeanwhile =
        "Another refund of this payment is in progress. Reload the order and check it before you refund more.";

    /// <summary>
    /// Refunds a part or all of a payment.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="amount">How much, in the payment's currency; two decimals at the most</param>
    /// <param name="refundedBefore">What the one who asks believes Glase has refunded before, see <see cref="RefundRequest"/></param>
    /// <param name="title">What the payer reads</param>
    /// <param name="currencyCode">
    /// The currency to refund in where Glase has not named the one that was paid in; null to refund nothing then
    /// </param>
    public Task<RefundResult> RefundAsync(GlasePayment payment, decimal amount, decimal refundedBefore, string title,
        string currencyCode = null)
    {
        return RefundAsync(payment, new RefundRequest(amount, title) { RefundedBefore = refundedBefore, CurrencyCode = currencyCode });
    }

    /// <summary>
    /// Refunds a part or all of a payment. When Glase refunded more than the one who asks believes, or the order shows by now, or is to
    /// show, another amount than the order of the one who asks, because of a double click, a second admin or a process that ended before
    /// the order was saved, this refund is not sent.
    /// </summary>
    public Task<RefundResult> RefundAsync(GlasePayment payment, RefundRequest request)
    {
        return lockedPayments.RunAsync(payment.Id, async locked =>
        {
            var current = locked.Payment;
            var refunds = await refundStore.GetByPaymentIdAsync(current.Id);
            var currency = GlasePayment.IsCurrencyCode(current.PaidCurrencyCode) ? current.PaidCurrencyCode : request.CurrencyCode;
            var stored = await entityReader.GetOrderAsync(current.OrderId);
            var order = stored is not null && current.IsPaymentOf(stored) ? stored : null;
            if (GetRefusalReason(current, currency, refunds, request) is { } reason)
                return Refuse(reason);
            if (request.Order is not null && GetOrderReason(RefundTotals.From(current, refunds), request.Order, order, currency) is { } changed)
                return Refuse(changed);

            var connection = await connections.GetAsync(current.StoreId);
            var amounts = new RefundAmounts(request.Amount, request.OrderAmount, order?.RefundedAmount);
            if (await refundStore.TryRecordAsync(current.Id, refunds.Count, amounts) is not { } refund)
                return Refuse(RefundedMeanwhile);

            var failure = await SendAsync(connection, current, refund, currency, request.Title);
            await refundStore.UpdateAsync(locked, refund);
            // The log comes last: should it fail, what became of the refund is recorded.
            if (failure is not null && refund.Error != refunds.LastOrDefault()?.Error)
                await LogAsync(current, refund, currency, failure);
            return new RefundResult(refund.Status, refund.ErsReference, refund.Error)
            {
                IsPermanentlyRefused = RefundRetryPolicy.IsPermanentlyRefused([refund])
            };
        });
    }

    private static RefundResult Refuse(string reason)
    {
        return new RefundResult(GlaseRefundStatus.Refused, null, reason);
    }

    // Null when Glase refunded it.
    private async Task<Exception> SendAsync(GlaseConnection connection, GlasePayment payment, GlaseRefund refund, string currency,
        string title)
    {
        try
        {
            var response = await client.RefundPaymentAsync(connection, payment.ErsReference, title, new Amount(refund.Amount, currency));
            // A reference that cannot be stored is left out: shortened, it would be another refund's.
            refund.RecordSucceeded(GlaseReference.IsUsable(response.ErsReference) ? response.ErsReference : null,
                timeProvider.GetUtcNow().UtcDateTime);
            return null;
        }
        catch (Exception exception)
        {
            // Only Glase's own word, or that nothing was sent, says for sure that no money moved.
            if (exception is GlaseApiException { OutcomeUnknown: false } refusal)
                refund.RecordRefused((int?)refusal.ResultCode, Refusal(refusal));
            else
                refund.RecordUnknown("Glase's answer was lost, so it is not known whether the money was refunded. Look at the payment " +
                    $"{payment.ErsReference} in Glase's merchant portal. No further refund of it is sent until that is decided. " +
                    exception.Message);
            return exception;
        }
    }

    private Task LogAsync(GlasePayment payment, GlaseRefund refund, string currency, Exception failure)
    {
        var what = refund.Status == GlaseRefundStatus.Unknown ? "was sent, and nobody knows what became of it" : "was not made";
        return logger.LogErrorAsync($"{PaymentLabels.For(payment)}: a refund of {CurrencyDecimals.Format(refund.Amount, currency)} {what}. {refund.Error}", failure);
    }

    private static string Refusal(GlaseApiException exception)
    {
        if (exception.ResultCode is not { } code)
            return exception.Message;

        var info = GlaseResultCodes.Describe(code);
        return $"Nothing was refunded: {info.Meaning}. {info.Advice} Glase's code is {(int)code} {info.Name}.";
    }

    private string GetRefusalReason(GlasePayment payment, string currency, IList<GlaseRefund> refunds, RefundRequest request)
    {
        var amount = request.Amount;
        if (payment.Status != GlasePaymentStatus.Paid || payment.ErsReference is null || payment.PaidAmount is null)
            return "This payment was not paid, or Glase has not said how much was paid: there is nothing to refund.";
        if (!GlasePayment.IsCurrencyCode(currency))
            return $"Glase has not said in which currency the payment {payment.ErsReference} was paid. Look at it in Glase's merchant " +
                "portal, and refund it there.";
        if (refunds.FirstOrDefault(refund => refund.IsOutcomeUnknown) is { } open)
            return $"The outcome of an earlier refund of {CurrencyDecimals.Format(open.Amount, currency)} is not known. Look at the " +
                $"payment {payment.ErsReference} in Glase's merchant portal before anything more is refunded.";
        if (amount <= 0)
            return "The amount to refund must be above zero.";
        if (amount != CurrencyDecimals.Round(amount, currency))
            return CurrencyDecimals.For(currency) == 0
                ? $"{currency} has no decimals: enter a whole amount."
                : "Glase refunds amounts with two decimals at the most.";

        var totals = RefundTotals.From(payment, refunds);
        if (totals.Refunded > request.RefundedBefore)
            return $"Glase has already refunded {CurrencyDecimals.Format(totals.Refunded, currency)} of this payment, and not " +
                $"{CurrencyDecimals.Format(request.RefundedBefore.Value, currency)}, as it was when this refund was asked for. Load the order again and check.";
        if (amount > totals.Refundable)
            return $"At most {CurrencyDecimals.Format(totals.Refundable, currency)} of this payment is left to refund.";
        return refunds.LastOrDefault(refund => refund.Status == GlaseRefundStatus.Succeeded) is { } last && IsDuplicateRequest(last, amount)
            ? $"{CurrencyDecimals.Format(amount, currency)} of this payment was refunded a moment ago, reference {last.ErsReference}. If " +
              $"you want to refund the same amount once more, wait {DuplicateRequestWindow.TotalSeconds:0} seconds and load the order again."
            : null;
    }

    // nopCommerce saves all of the order as the request read it: a refund that the order does not show yet, or showed only after it was
    // read, would be overwritten, and might be the one that is asked for.
    private static string GetOrderReason(RefundTotals totals, Order copy, Order stored, string currency)
    {
        if (stored is null)
            return "This order is not paid with this payment any more. Load the order again and check.";
        if (totals.ShownAfter > stored.RefundedAmount)
            return $"Nothing was refunded: the order shows {CurrencyDecimals.Format(stored.RefundedAmount, currency)} as refunded, and does not show a refund that Glase made. " +
                "Load the order again, press \"Update the order's refunded amount\" in the card \"Glase payment\", and check before you refund more.";
        return stored.RefundedAmount == copy.RefundedAmount
            ? OrderActionErrors.Changed(copy, stored, "refunded")
            : $"Nothing was refunded: the order shows {CurrencyDecimals.Format(stored.RefundedAmount, currency)} as refunded by now, and showed " +
              $"{CurrencyDecimals.Format(copy.RefundedAmount, currency)} when this refund was asked for. Load the order again and check.";
    }

    private bool IsDuplicateRequest(GlaseRefund last, decimal amount)
    {
        return last.Amount == amount && (last.SucceededOnUtc ?? last.CreatedOnUtc) + DuplicateRequestWindow > timeProvider.GetUtcNow().UtcDateTime;
    }
}
