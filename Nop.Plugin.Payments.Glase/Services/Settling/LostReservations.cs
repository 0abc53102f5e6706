using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Lets an admin end a reservation that Glase does not know, as after the shop was given another account: nobody can capture or
/// void it.
/// </summary>
/// <remarks>
/// It never happens by itself: the money may still be held for the account that was set before, and only a person can look there.
/// </remarks>
public class LostReservations
{
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILogger _logger;
    private readonly OrderNotes _notes;
    private readonly IOrderProcessingService _orderProcessingService;
    private readonly StoredEntityReader _stored;
    private readonly PaymentStatusService _statusService;
    private readonly ReservationEnds _reservationEnds;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public LostReservations(GlaseInvoiceService invoiceService, GlaseLockService lockService, ILogger logger, OrderNotes notes,
        IOrderProcessingService orderProcessingService, StoredEntityReader stored, PaymentStatusService statusService,
        ReservationEnds reservationEnds)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _notes = notes;
        _orderProcessingService = orderProcessingService;
        _stored = stored;
        _statusService = statusService;
        _reservationEnds = reservationEnds;
    }

    /// <summary>
    /// Ends a reservation if Glase, asked once more, answers that it knows no such invoice, and voids the order that it authorized.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="decidedBy">The admin's e-mail address</param>
    /// <returns>The payment as it is now: over; or as Glase says that it is</returns>
    /// <exception cref="GlaseApiException">Glase could not be reached, or gave another reason not to answer</exception>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public Task<GlaseInvoice> EndAsync(int paymentId, string decidedBy)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            if (payment.Status != GlaseInvoiceStatus.Reserved)
                return payment;

            try
            {
                return await _statusService.AskAsync(payment);
            }
            catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvalidInvoiceReference)
            {
                return await EndAsync(payment, decidedBy);
            }
        });
    }

    private async Task<GlaseInvoice> EndAsync(GlaseInvoice payment, string decidedBy)
    {
        var held = payment.ReservedAmount ?? payment.Amount;
        var text = string.Create(CultureInfo.InvariantCulture,
            $"Glase: {decidedBy} ended the reservation of {held:0.00} {payment.CurrencyCode}, because Glase does not know the ") +
            $"invoice {payment.InvoiceReference}. Nothing was captured, and nothing was released there.";
        var ended = await _statusService.RecordEndAsync(payment.Id, GlaseInvoiceStatus.Canceled, text);
        await _logger.WarningAsync($"{PaymentNames.Of(ended)}: {text}");
        if (ended.OrderId is not { } orderId)
            return ended;

        // At once: the scheduled task, which voids it if the process dies here, would say that Glase holds nothing.
        await _notes.AddAsync(orderId, text);
        if (await _stored.GetOrderAsync(orderId) is { } order && _reservationEnds.Authorizes(ended, order))
            await _orderProcessingService.VoidOfflineAsync(order);
        return ended;
    }
}
