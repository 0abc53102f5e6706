using Nop.Core;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// The payment of the current shopper's cart, for the checkout's payment step.
/// </summary>
public class CartPaymentService(IWorkContext workContext, IStoreContext storeContext, QrCodePlacementPolicy placementPolicy,
    CartPaymentIssuer issuer, CodeTimeout codeTimeout, LogDeduplicator logDeduplicator, SafeLog log)
{
    /// <summary>
    /// Gets the payment of the cart, issued or updated if need be, within the time of <see cref="CodeTimeout"/>. A failure is
    /// logged and part of the result, so that the other payment methods stay open.
    /// </summary>
    /// <param name="isRenewal">Whether the shopper has the page on the screen already</param>
    public async Task<CartPaymentResult> GetPayableAsync(bool isRenewal = false)
    {
        if (isRenewal)
            codeTimeout.Extend();
        var customer = await workContext.GetCurrentCustomerAsync();
        var store = await storeContext.GetCurrentStoreAsync();
        if (await placementPolicy.IsAfterOrderAsync(customer, store.Id))
            return new CartPaymentResult(CartPaymentOutcome.AfterOrder);

        var subject = $"checkout of store {store.Id}";
        using var timeout = codeTimeout.Begin();
        try
        {
            var result = await issuer.GetOrIssueAsync(customer, store, timeout.Token);
            if (result.Outcome == CartPaymentOutcome.HasPayment)
                logDeduplicator.Reset(subject);
            return result;
        }
        catch (Exception exception)
        {
            if (logDeduplicator.TryRecord(subject, exception))
                await log.ErrorAsync($"Glase: could not create an invoice for checkout. {exception.Message}", exception, customer);
            return new CartPaymentResult(CartPaymentOutcome.Unavailable);
        }
    }
}
