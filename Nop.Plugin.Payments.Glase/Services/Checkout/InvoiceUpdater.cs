using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Updates or cancels open invoices and publishes the result to watchers.
/// </summary>
public class InvoiceUpdater(PaymentStore paymentStore, LockedPayments lockedPayments, ILogger logger, InvoiceCanceller canceller,
    InvoiceSender sender, DeferredPaymentUpdater deferredUpdater, PaymentWatchRegistry watches, TimeProvider timeProvider)
{
    /// <summary>
    /// Keeps an invoice that matches a request, or updates it; one that cannot be updated is cancelled. To be called with the
    /// lock of its cart or order held.
    /// </summary>
    /// <returns>
    /// The invoice as it is now: open, over, or paid because the payer was faster; still open, with an outdated
    /// amount, when the payer is in the middle of it
    /// </returns>
    /// <exception cref="GlaseApiException">It could neither be changed nor cancelled</exception>
    public async Task<GlasePayment> UpdateOrCancelAsync(GlasePayment payment, InvoiceRequest request, CancellationToken cancellationToken)
    {
        if (!payment.IsOpen)
            return payment;
        if (payment.InvoiceReference is null)
            return await CancelAsync(payment, GlasePaymentStatus.Refused, cancellationToken);
        if (payment.ExpiresOnUtc <= timeProvider.GetUtcNow().UtcDateTime)
            return await CancelAsync(payment, GlasePaymentStatus.Expired, cancellationToken);
        if (!payment.IsAmountOutdated && payment.DraftHash == request.Hash)
            return payment;

        try
        {
            var (changed, refusal) = payment.CurrencyCode == request.Total.Currency
                ? await TryUpdateAsync(payment, request, cancellationToken)
                : default;
            if (changed is null)
                return await ReplaceAsync(payment, refusal, cancellationToken);

            watches.Publish(changed);
            await sender.LogRowsAsync(changed, refusal);
            return changed;
        }
        catch (Exception)
        {
            // The page must not go on showing an amount that may have changed.
            watches.Publish(await paymentStore.GetByIdAsync(payment.Id));
            throw;
        }
    }

    /// <summary>
    /// Cancels an invoice. To be called with the lock of its cart or order held.
    /// </summary>
    /// <returns>The invoice as it is now; see <see cref="InvoiceCanceller.CancelAsync"/></returns>
    /// <exception cref="GlaseApiException">Glase could not be reached or gave no reason known here</exception>
    public async Task<GlasePayment> CancelAsync(GlasePayment payment, GlasePaymentStatus outcome,
        CancellationToken cancellationToken)
    {
        var current = await canceller.CancelAsync(payment, outcome, cancellationToken);
        watches.Publish(current);
        return current;
    }

    /// <summary>
    /// Records that the amount of an open invoice may be wrong: its code is not shown until the invoice matches its cart or order again.
    /// </summary>
    public async Task MarkAmountOutdatedAsync(GlasePayment payment)
    {
        watches.Publish(await ChangeAsync(payment, current => current.MarkAmountOutdated()));
    }

    /// <summary>
    /// Records the shopper's current language and currency.
    /// </summary>
    public Task<GlasePayment> RememberShopperAsync(GlasePayment payment, CheckoutTarget target)
    {
        return ChangeAsync(payment, current => current.SetShopperContext(target.LanguageId, target.DisplayCurrencyId));
    }

    /// <summary>
    /// Ends the time of an invoice that could not be changed or cancelled now: its page and the scheduled task
    /// retry cancelling it. A reservation is released by the task. Where others work on the payment, it ends when they have ended.
    /// </summary>
    public Task DeferCancellationAsync(GlasePayment payment)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        return deferredUpdater.UpdateAsync(payment.Id, current =>
        {
            current.RequestCancellation(now);
            return true;
        });
    }

    private async Task<GlasePayment> ReplaceAsync(GlasePayment payment, GlaseApiException refusal, CancellationToken cancellationToken)
    {
        var current = await CancelAsync(payment, GlasePaymentStatus.Canceled, cancellationToken);
        // Last: a log that fails must not leave a code for another amount.
        if (refusal is not null)
            await logger.LogInformationAsync(
                $"{PaymentLabels.For(payment)} could not be updated with the cart; a new one replaces it. {refusal.Message}");
        return current;
    }

    // Null when Glase refused to change it. The refusal is the one of the rows otherwise.
    private async Task<(GlasePayment Changed, GlaseApiException Refusal)> TryUpdateAsync(GlasePayment payment, InvoiceRequest request, CancellationToken cancellationToken)
    {
        // After a lost answer, or if this process ends, it is not known which amount the invoice has.
        await ChangeAsync(payment, current => current.BeginUpdate());
        GlaseApiException rowsRefusal;
        try
        {
            rowsRefusal = await sender.UpdateAsync(payment, request, cancellationToken);
        }
        catch (GlaseApiException exception) when (exception.Kind == GlaseFailureKind.Refused && !exception.OutcomeUnknown)
        {
            // An earlier update without an answer may have been made all the same.
            if (!payment.IsUpdateUnanswered)
                await ChangeAsync(payment, current => current.RecordUpdateRefused());
            return (null, exception);
        }

        var changed = await ChangeAsync(payment, current => current.RecordUpdated(request.Terms));
        return (changed, rowsRefusal);
    }

    private Task<GlasePayment> ChangeAsync(GlasePayment payment, Action<GlasePayment> change)
    {
        return lockedPayments.UpdateAsync(payment.Id, change, CancellationToken.None);
    }
}
