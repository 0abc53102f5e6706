using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Cancels invoices that are no longer wanted by the time Glase has issued them.
/// </summary>
public class LateInvoiceCanceller(InvoiceUpdater updater, InvoiceSender sender, UncachedEntityReader entityReader, SafeLog log,
    TimeProvider timeProvider)
{
    /// <summary>
    /// Cancels an invoice whose payment was closed, or whose order can be paid no more, while Glase issued it.
    /// </summary>
    /// <param name="issued">The payment, with Glase's answer recorded</param>
    /// <param name="invoiceReference">Glase's reference of the invoice, which a closed payment may not have</param>
    /// <returns>The payment as it is now; unchanged when it is payable, or when Glase could not cancel the invoice</returns>
    public async Task<GlasePayment> CancelUnlessPayableAsync(GlasePayment issued, string invoiceReference)
    {
        return await IsPayableAsync(issued) ? issued : await CancelAsync(issued, invoiceReference);
    }

    private async Task<bool> IsPayableAsync(GlasePayment issued)
    {
        return issued.IsOpen && IsInTime(issued)
            && (issued.OrderId is not { } orderId || OrderPayability.NeedsCode(await entityReader.GetOrderAsync(orderId)));
    }

    private bool IsInTime(GlasePayment issued)
    {
        return issued.ExpiresOnUtc > timeProvider.GetUtcNow().UtcDateTime;
    }

    // Its code has not been shown yet.
    private async Task<GlasePayment> CancelAsync(GlasePayment issued, string invoiceReference)
    {
        try
        {
            if (issued.IsOpen)
                return await updater.CancelAsync(issued, IsInTime(issued) ? GlasePaymentStatus.Canceled : GlasePaymentStatus.Expired,
                    CancellationToken.None);
            await sender.CancelAsync(issued.StoreId, invoiceReference);
        }
        catch (GlaseApiException exception)
        {
            await log.WarningAsync($"{PaymentLabels.For(issued)} was closed while Glase issued its invoice. The invoice could not be cancelled " +
                $"at Glase; its code was never shown. {exception.Message}", exception);
        }

        return issued;
    }
}
