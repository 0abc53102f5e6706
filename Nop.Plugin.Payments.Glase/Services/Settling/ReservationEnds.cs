using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Warns the owner before Glase gives reserved money back, and sees to it that an order does not stay authorized by what Glase
/// holds no more.
/// </summary>
public class ReservationEnds
{
    private const int BatchSize = 50;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILogger _logger;
    private readonly KnownTroubles _troubles;
    private readonly IOrderProcessingService _orderProcessingService;
    private readonly OrderNotes _notes;
    private readonly StoredEntityReader _stored;
    private readonly PaymentStatusService _statusService;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public ReservationEnds(GlaseInvoiceService invoiceService, GlaseLockService lockService, ILogger logger,
        KnownTroubles troubles, IOrderProcessingService orderProcessingService, OrderNotes notes, StoredEntityReader stored,
        PaymentStatusService statusService, TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _troubles = troubles;
        _orderProcessingService = orderProcessingService;
        _notes = notes;
        _stored = stored;
        _statusService = statusService;
        _timeProvider = timeProvider;
    }

    private DateTime Now => _timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Looks after the reservations whose turn it is, the most urgent first, as many as fit into the time. One that Glase says
    /// nothing about comes again an hour later, so that it keeps no other waiting.
    /// </summary>
    public async Task LookAsync()
    {
        var started = _timeProvider.GetTimestamp();
        foreach (var payment in await _invoiceService.GetToBeCheckedAsync(Now, BatchSize))
        {
            if (_timeProvider.GetElapsedTime(started) > MostTime)
                return;

            try
            {
                await LookAsync(payment.Id);
                _troubles.Forget(Subject(payment));
            }
            catch (Exception exception)
            {
                if (_troubles.IsNews(Subject(payment), exception))
                    await _logger.WarningAsync($"{PaymentNames.Of(payment)}: whether Glase still holds its reservation could " +
                        $"not be found out. {exception.Message}", exception);
                await PostponeAsync(payment.Id);
            }
        }
    }

    /// <summary>
    /// Gets whether an order counts on a reservation, so that it has to be voided when that is over.
    /// </summary>
    public bool Authorizes(GlaseInvoice payment, Order order)
    {
        return !order.Deleted && order.PaymentStatus == PaymentStatus.Authorized
            && order.AuthorizationTransactionId == payment.InvoiceReference && _orderProcessingService.CanVoidOffline(order);
    }

    private static string Subject(GlaseInvoice payment)
    {
        return $"reservation {payment.Id}";
    }

    private Task LookAsync(int paymentId)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            if (payment.Status == GlaseInvoiceStatus.Reserved)
                payment = await _statusService.AskAsync(payment);
            var order = await _stored.GetOrderAsync(payment.OrderId);

            if (payment.Status == GlaseInvoiceStatus.Reserved)
            {
                if (order is not null && ReservationTimes.IsEnding(payment, Now))
                    await WarnAsync(payment, order);
                payment.ReservationCheckOnUtc = ReservationTimes.NextCheck(payment, Now);
            }
            else
            {
                if (payment.IsOver && order is not null)
                    await VoidAsync(payment, order);
                payment.ReservationCheckOnUtc = null;
            }

            await _invoiceService.UpdateAsync(payment);
        });
    }

    private Task PostponeAsync(int paymentId)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            payment.ReservationCheckOnUtc = Now + ReservationTimes.IntervalAfterEnd;
            await _invoiceService.UpdateAsync(payment);
        });
    }

    private async Task WarnAsync(GlaseInvoice payment, Order order)
    {
        var warning = string.Create(CultureInfo.InvariantCulture,
            $"The money is held only until {payment.ReservationEndsOnUtc:yyyy-MM-dd HH:mm} UTC.") +
            " Capture or void the order's payment before: afterwards the payer has it back and the order is not paid.";
        if (await _notes.AddOnceAsync(order.Id, "Glase: " + warning))
            await _logger.WarningAsync($"{PaymentNames.Of(payment)}, order {order.CustomOrderNumber}: {warning}");
    }

    private async Task VoidAsync(GlaseInvoice payment, Order order)
    {
        if (!Authorizes(payment, order))
            return;

        // Whoever cancelled it wanted that.
        if (order.OrderStatus == OrderStatus.Cancelled)
        {
            await _notes.AddOnceAsync(order.Id, ReservationReleaser.ReleasedNote(payment, UnwantedReservations.WhyOff(order)));
            await _orderProcessingService.VoidOfflineAsync(order);
            return;
        }

        const string report = "The reservation has run out or was given back, and nothing was taken: Glase does not hold the " +
            "money any more. The order's payment is voided; it is not paid.";
        if (await _notes.AddOnceAsync(order.Id, $"Glase: {report} Glase reference: {payment.InvoiceReference}."))
            await _logger.WarningAsync($"{PaymentNames.Of(payment)}, order {order.CustomOrderNumber}: {report}");
        payment.LastError = report;
        await _orderProcessingService.VoidOfflineAsync(order);
    }
}
