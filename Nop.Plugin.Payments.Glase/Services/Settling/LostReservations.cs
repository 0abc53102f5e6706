using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Logging;

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
    private readonly PaymentStatusService _statusService;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public LostReservations(GlaseInvoiceService invoiceService, GlaseLockService lockService, ILogger logger, OrderNotes notes,
        PaymentStatusService statusService)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _notes = notes;
        _statusService = statusService;
    }

    /// <summary>
    /// Ends a reservation if Glase, asked once more, answers that it knows no such invoice. An order that it authorized is voided
    /// by the scheduled task.
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
        if (ended.OrderId is { } orderId)
            await _notes.AddAsync(orderId, text);
        return ended;
    }
}
