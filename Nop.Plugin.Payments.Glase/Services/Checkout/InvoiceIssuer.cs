using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Issues new invoices: stores the payment, sends the invoice, and records Glase's answer.
/// </summary>
public class InvoiceIssuer(GlaseConnectionProvider connections, PaymentStore paymentStore, LockedPayments lockedPayments,
    InvoiceRequestFactory requestFactory, InvoiceSender sender, LateInvoiceCanceller lateInvoiceCanceller, FailureLog failureLog,
    TimeProvider timeProvider)
{
    /// <summary>
    /// Issues an invoice. To be called with the lock of its cart or order held.
    /// </summary>
    /// <param name="target">The cart or order</param>
    /// <param name="draft">What it amounts to</param>
    /// <param name="cancellationToken">Ends the calls to Glase</param>
    /// <returns>The payment; Refused when Glase did not accept the invoice or could not be reached</returns>
    public async Task<GlasePayment> IssueAsync(CheckoutTarget target, InvoiceDraft draft, CancellationToken cancellationToken)
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

        failureLog.Reset(Subject(payment));
        var issued = await RecordAsync(payment, response);
        issued = await lateInvoiceCanceller.CancelUnlessPayableAsync(issued, response.InvoiceReference);
        await sender.LogRowsAsync(issued, rowsRefusal);
        return issued;
    }

    // The lock may have been lost during the call, and the payment been closed: only Glase's answer is written.
    private Task<GlasePayment> RecordAsync(GlasePayment sent, SendInvoiceResponse response)
    {
        return lockedPayments.UpdateSentAsync(sent, payment =>
        {
            payment.RecordIssued(response.InvoiceReference, response.InvoiceQrCode);
            return true;
        });
    }

    private async Task<GlasePayment> RecordRefusalAsync(GlasePayment sent, Exception exception)
    {
        var timeout = exception is OperationCanceledException ? "Glase did not respond within the checkout timeout." : null;
        var payment = await lockedPayments.UpdateSentAsync(sent, current => current.RecordNotIssued(timeout ?? exception.Message));
        await failureLog.ErrorAsync(Subject(payment),
            $"{PaymentLabels.For(payment)}: Glase did not issue the invoice. {timeout}".TrimEnd(), exception);
        return payment;
    }

    private static string Subject(GlasePayment payment)
    {
        return $"codes of store {payment.StoreId}";
    }
}
