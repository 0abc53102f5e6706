using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Ensures that a checkout has exactly one payable invoice.
/// </summary>
public class PayableInvoiceProvider(DistributedLock locks, PaymentStore paymentStore, InvoiceRequestFactory requestFactory,
    InvoiceUpdater updater, InvoiceIssuer issuer, OrderPaymentBinder binder, UncachedEntityReader entityReader)
{
    /// <summary>
    /// Gets the open invoice of a checkout, updated to a draft, or issues a new one.
    /// </summary>
    /// <param name="target">The cart or order</param>
    /// <param name="draft">What it amounts to</param>
    /// <param name="cancellationToken">Ends the calls to Glase</param>
    /// <returns>As of <see cref="CheckoutInvoices.GetForOrderAsync"/></returns>
    /// <exception cref="GlaseApiException">The open invoice could neither be used nor cancelled</exception>
    public Task<GlasePayment> GetOrIssueAsync(CheckoutTarget target, InvoiceDraft draft, CancellationToken cancellationToken)
    {
        return locks.RunAsync(target.Key, async () =>
        {
            var open = await paymentStore.GetOpenAsync(target.Key) ?? await FindUnboundAsync(target);
            if (open is not null)
                open = await updater.UpdateOrCancelAsync(open, await requestFactory.PrepareAsync(open, draft), cancellationToken);
            if (open is { IsClosed: false })
                return await RememberShopperAsync(open, target);
            return target.OrderId is not { } orderId || await IsStillPayableAsync(orderId)
                ? await issuer.IssueAsync(target, draft, cancellationToken)
                : await paymentStore.GetByOrderIdAsync(orderId);
        }, cancellationToken);
    }

    // The event that the order is placed may have failed to tie the cart's payment to it.
    private async Task<GlasePayment> FindUnboundAsync(CheckoutTarget target)
    {
        if (await entityReader.GetOrderAsync(target.OrderId) is not { } order)
            return null;

        await binder.BindUnboundAsync(order);
        return await paymentStore.GetOpenAsync(target.Key);
    }

    // A shopper who has changed the language or currency gets the order in the new one.
    private async Task<GlasePayment> RememberShopperAsync(GlasePayment open, CheckoutTarget target)
    {
        var isKnown = open.LanguageId == target.LanguageId && open.DisplayCurrencyId == target.DisplayCurrencyId;
        return isKnown || target.OrderId is not null ? open : await updater.RememberShopperAsync(open, target);
    }

    // It may have been cancelled while this request waited for the lock or for Glase.
    private async Task<bool> IsStillPayableAsync(int orderId)
    {
        return OrderPayability.NeedsCode(await entityReader.GetOrderAsync(orderId));
    }
}
