using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// Hands the receipt of a payment to Glase. A receipt that is handed in twice is the same receipt, so one whose answer was lost
/// is simply handed in again.
/// </summary>
public class ReceiptSubmitter
{
    private readonly GlaseConnections _connections;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly IGlaseClient _client;
    private readonly IOrderService _orderService;
    private readonly ReceiptComposer _composer;
    private readonly ReceiptTroubles _troubles;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public ReceiptSubmitter(GlaseConnections connections, GlaseInvoiceService invoiceService, GlaseLockService lockService,
        IGlaseClient client, IOrderService orderService, ReceiptComposer composer, ReceiptTroubles troubles,
        TimeProvider timeProvider)
    {
        _connections = connections;
        _invoiceService = invoiceService;
        _lockService = lockService;
        _client = client;
        _orderService = orderService;
        _composer = composer;
        _troubles = troubles;
        _timeProvider = timeProvider;
    }

    private DateTime Now => _timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Hands in a payment's receipt if it is due, and records what came of it. The payment's lock is held for recording only:
    /// Glase may take its time, and nobody waits for that.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="cancellationToken">Ends the call; the receipt then stays due</param>
    /// <returns>Whether Glase can be asked; when not, asking about others now is of no use either</returns>
    /// <exception cref="TimeoutException">Others held the payment's lock for too long; the receipt stays due</exception>
    public async Task<bool> SubmitAsync(int paymentId, CancellationToken cancellationToken = default)
    {
        if (await TakeTurnAsync(paymentId, cancellationToken) is not { } payment)
            return true;

        try
        {
            var order = payment.OrderId is { } orderId ? await _orderService.GetOrderByIdAsync(orderId) : null;
            if (order is null || order.Deleted)
            {
                await RecordAsync(paymentId, row => Stop(row, "The order was deleted."));
                return true;
            }

            await _client.SubmitPaymentReceiptAsync(await _connections.GetAsync(payment.StoreId), payment.ErsReference,
                await _composer.ComposeAsync(payment, order), cancellationToken);
            _troubles.Forget(payment);
            await RecordAsync(paymentId, Accept);
            return true;
        }
        catch (GlaseApiException exception) when (ReceiptSchedule.IsHopeless(exception, Tried(payment)))
        {
            await RecordAsync(paymentId, row => Stop(row, exception.Message));
            await _troubles.GiveUpAsync(payment, exception);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, it must not be in the way of the others.
            await RecordAsync(paymentId, row => PutOff(row, exception.Message));
            await _troubles.TellAsync(payment, exception);
            return exception is not GlaseApiException { ResultCode: null };
        }
    }

    // Null when it is not due: somebody else may be at it, or was faster.
    private Task<GlaseInvoice> TakeTurnAsync(int paymentId, CancellationToken cancellationToken)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            if (payment?.ReceiptDueOnUtc is not { } due || due > Now)
                return null;

            var isWanted = payment.Status == GlaseInvoiceStatus.Paid
                && (await _connections.GetSettingsAsync(payment.StoreId)).SubmitReceipt;
            payment.ReceiptDueOnUtc = isWanted ? Now + ReceiptSchedule.Turn : null;
            await _invoiceService.UpdateAsync(payment);
            return isWanted ? payment : null;
        }, cancellationToken);
    }

    private Task RecordAsync(int paymentId, Action<GlaseInvoice> change)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            if (payment.ReceiptSubmittedOnUtc is not null)
                return;

            change(payment);
            await _invoiceService.UpdateAsync(payment);
        });
    }

    private void Accept(GlaseInvoice payment)
    {
        payment.ReceiptSubmittedOnUtc = Now;
        payment.ReceiptDueOnUtc = null;
        payment.ReceiptError = null;
    }

    private void PutOff(GlaseInvoice payment, string reason)
    {
        payment.ReceiptDueOnUtc = Now + ReceiptSchedule.Pause(Tried(payment));
        payment.ReceiptError = reason;
    }

    private static void Stop(GlaseInvoice payment, string reason)
    {
        payment.ReceiptDueOnUtc = null;
        payment.ReceiptError = reason;
    }

    private TimeSpan Tried(GlaseInvoice payment)
    {
        return Now - (payment.SettledOnUtc ?? Now);
    }
}
