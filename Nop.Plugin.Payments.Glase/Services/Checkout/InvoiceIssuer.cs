using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Ensures that a checkout has exactly one payable invoice for its current total.
/// </summary>
public class InvoiceIssuer(CartInvoiceComposer cartComposer, GlaseConnectionProvider connections, PaymentStore paymentStore,
    DistributedLock locks, LockedPayments lockedPayments, ILogger logger, CartInvoiceSync cartSync, InvoiceRequestFactory requestFactory,
    InvoiceUpdater updater, InvoiceSender sender, LogDeduplicator logDeduplicator, UncachedEntityReader entityReader,
    OrderInvoiceComposer orderComposer, IWorkContext workContext, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets the payable invoice for a shopper's cart: the open one, changed if the cart has changed, or a new one.
    /// </summary>
    /// <param name="customer">The shopper</param>
    /// <param name="store">The store</param>
    /// <param name="orderGuid">The GUID that the order will have, for a new invoice</param>
    /// <param name="cancellationToken">Ends the calls to Glase</param>
    /// <returns>
    /// The invoice, possibly paid already, or Refused when Glase did not accept it or could not be reached; null when the
    /// cart needs no payment
    /// </returns>
    /// <exception cref="GlaseApiException">The open invoice could neither be used nor cancelled</exception>
    public async Task<GlasePayment> GetForCartAsync(Customer customer, Store store, Guid orderGuid,
        CancellationToken cancellationToken = default)
    {
        // What follows sees the cart as it is now, whatever change of it is still to be followed.
        var language = await workContext.GetWorkingLanguageAsync();
        var displayCurrency = await workContext.GetWorkingCurrencyAsync();
        var target = CheckoutTarget.ForCart(customer, store, orderGuid, language.Id, displayCurrency.Id);
        cartSync.Cancel(target.Key);
        var draft = await cartComposer.ComposeAsync(customer, store);
        return draft is null ? null : await GetOrIssueAsync(target, draft, cancellationToken);
    }

    /// <summary>
    /// Gets the payable invoice for a placed order.
    /// </summary>
    /// <returns>
    /// The invoice, possibly paid already, or Refused when Glase did not accept it or could not be reached; the last one there
    /// was, or null, when the order is not to be paid any more
    /// </returns>
    /// <exception cref="GlaseApiException">The open invoice could neither be used nor cancelled</exception>
    public async Task<GlasePayment> GetForOrderAsync(Order order, CancellationToken cancellationToken = default)
    {
        return await GetOrIssueAsync(CheckoutTarget.ForOrder(order), await orderComposer.ComposeAsync(order), cancellationToken);
    }

    private Task<GlasePayment> GetOrIssueAsync(CheckoutTarget target, InvoiceDraft draft, CancellationToken cancellationToken)
    {
        return locks.RunAsync(target.Key, async () =>
        {
            var open = await paymentStore.GetOpenAsync(target.Key);
            if (open is not null)
                open = await updater.UpdateOrCancelAsync(open, await requestFactory.PrepareAsync(open, draft), cancellationToken);
            if (open is { IsClosed: false })
                return await RememberShopperAsync(open, target);
            return target.OrderId is not { } orderId || await IsStillPayableAsync(orderId)
                ? await IssueAsync(target, draft, cancellationToken)
                : await paymentStore.GetByOrderIdAsync(orderId);
        }, cancellationToken);
    }

    // Who changes the language in the middle of it gets the order in the new one.
    private async Task<GlasePayment> RememberShopperAsync(GlasePayment open, CheckoutTarget target)
    {
        var isKnown = open.LanguageId == target.LanguageId && open.DisplayCurrencyId == target.DisplayCurrencyId;
        return isKnown || target.OrderId is not null ? open : await updater.RememberShopperAsync(open, target);
    }

    // Somebody may have cancelled it while this one waited for the lock or for Glase.
    private async Task<bool> IsStillPayableAsync(int orderId)
    {
        return OrderPayability.NeedsCode(await entityReader.GetOrderAsync(orderId));
    }

    private async Task<GlasePayment> IssueAsync(CheckoutTarget target, InvoiceDraft draft, CancellationToken cancellationToken)
    {
        var settings = await connections.GetSettingsAsync(target.StoreId);
        var payment = GlasePayment.Create(target, PaymentStore.NewToken(), timeProvider.GetUtcNow().UtcDateTime,
            TimeSpan.FromMinutes(settings.PaymentWindowMinutes));
        var request = await requestFactory.PrepareAsync(payment, draft);
        payment.SetTerms(request.Terms);
        await paymentStore.InsertAsync(payment);

        SendInvoiceResponse response;
        GlaseApiException rowsRefusal;
        try
        {
            (response, rowsRefusal) = await sender.SendAsync(payment, request, cancellationToken);
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException)
        {
            return await RecordRefusalAsync(payment, exception);
        }

        logDeduplicator.Reset(Subject(payment));
        var issued = await RecordAsync(payment.Id, response);
        if (!await IsPayableAsync(issued))
            issued = await WithdrawAsync(issued, response);
        await sender.LogRowsAsync(issued, rowsRefusal);
        return issued;
    }

    // While Glase was asked, the row may have been bound to an order, hidden, or ended: only what Glase's answer says is written.
    private Task<GlasePayment> RecordAsync(int paymentId, SendInvoiceResponse response)
    {
        return lockedPayments.UpdateAsync(paymentId, payment => payment.RecordIssued(response.InvoiceReference, response.InvoiceQrCode),
            CancellationToken.None);
    }

    private async Task<GlasePayment> RecordRefusalAsync(GlasePayment sent, Exception exception)
    {
        var error = exception is OperationCanceledException ? "Glase did not respond within the checkout timeout." : exception.Message;
        var payment = await lockedPayments.UpdateAsync(sent.Id, current => current.RecordNotIssued(error), CancellationToken.None);
        if (logDeduplicator.ShouldLog(Subject(payment), exception))
            await logger.ErrorAsync($"{PaymentLabels.For(payment)}: Glase did not issue the invoice. {payment.LastError}", exception);
        return payment;
    }

    private async Task<bool> IsPayableAsync(GlasePayment issued)
    {
        return issued.IsOpen && IsInTime(issued)
            && (issued.OrderId is not { } orderId || await IsStillPayableAsync(orderId));
    }

    private bool IsInTime(GlasePayment issued)
    {
        return issued.ExpiresOnUtc > timeProvider.GetUtcNow().UtcDateTime;
    }

    // Nobody was given its code yet.
    private async Task<GlasePayment> WithdrawAsync(GlasePayment issued, SendInvoiceResponse response)
    {
        try
        {
            if (issued.IsOpen)
                return await updater.CancelAsync(issued, IsInTime(issued) ? GlasePaymentStatus.Canceled : GlasePaymentStatus.Expired,
                    CancellationToken.None);
            await sender.CancelAsync(issued.StoreId, response.InvoiceReference);
        }
        catch (GlaseApiException exception)
        {
            await logger.WarningAsync($"{PaymentLabels.For(issued)} was closed while Glase issued its invoice. The invoice could not be cancelled " +
                $"at Glase; its code was never shown. {exception.Message}", exception);
        }

        return issued;
    }

    private static string Subject(GlasePayment payment)
    {
        return $"codes of store {payment.StoreId}";
    }
}
