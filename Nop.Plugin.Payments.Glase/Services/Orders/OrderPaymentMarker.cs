using System.Collections.Concurrent;
using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Marks orders as paid or authorized with a payment, and completes that where nopCommerce was interrupted. To be called with the
/// payment's lock held.
/// </summary>
public class OrderPaymentMarker(StoreOrderProcessing orderProcessing, IOrderService orderService, OrderNotes notes,
    OrderReferenceWriter referenceWriter, TimeProvider timeProvider)
{
    // nopCommerce's notes, in English whatever the shop's language.
    private const string PaidEmail = "\"Order paid\" email";
    private readonly ConcurrentDictionary<int, bool> _noted = [];

    /// <summary>
    /// Marks an order as paid or as authorized with a payment, which sends the shopper's emails.
    /// </summary>
    /// <param name="payment">The payment, claimed for the order</param>
    /// <param name="order">The order, as it is stored</param>
    public async Task MarkAsync(GlasePayment payment, Order order)
    {
        if (payment.Status == GlasePaymentStatus.Reserved)
        {
            order.AuthorizationTransactionId = payment.InvoiceReference;
            await orderService.UpdateOrderAsync(order);
            await orderProcessing.RunAsync(order, processing => processing.MarkAsAuthorizedAsync(order));
            return;
        }

        order.CaptureTransactionId = payment.ErsReference;
        await referenceWriter.WriteAsync(order, payment.ErsReference);
        await orderService.UpdateOrderAsync(order);
        // An admin may have done so before Glase answered. A second time would send emails and add reward points again.
        if (order.PaymentStatus != PaymentStatus.Paid)
            await orderProcessing.RunAsync(order, processing => processing.MarkOrderAsPaidAsync(order));
        else
            await notes.AddOnceAsync(order.Id, $"Glase: the order had been marked as paid. The payment {payment.ErsReference}, made with " +
                "the order's own code, now counts as its payment.");
    }

    /// <summary>
    /// Completes what nopCommerce left undone after it had published that an order is placed: status, event and emails of a paid order.
    /// </summary>
    /// <param name="locked">The payment that the order was placed with</param>
    /// <param name="order">The order, as it is stored</param>
    /// <param name="progress">How far nopCommerce is known to have come with the order</param>
    public async Task CompleteAsync(LockedPayment locked, Order order, PlacementProgress progress)
    {
        var isPending = order.OrderStatus == OrderStatus.Pending;
        if (locked.Payment.ReservedOnUtc is not null)
        {
            if (isPending)
                await orderProcessing.RunAsync(order, processing => processing.CheckOrderStatusAsync(order));
            return;
        }

        // With the status of a paid order nopCommerce gives it the rest as well, so that a pending one has none of it.
        if (!isPending && await HasPaidEmailAsync(order))
            return;
        // Only the request that placed the order knows whether OrderPaidEvent was published, and a refunded order cannot be marked as paid.
        if (order.PaymentStatus != PaymentStatus.Paid || !isPending && progress != PlacementProgress.Ended)
        {
            if (isPending)
                await orderProcessing.RunAsync(order, processing => processing.CheckOrderStatusAsync(order));
            await notes.AddOnceAsync(order.Id, "Glase: the shop was interrupted when this order became paid. Check what follows from that: the email " +
                "\"Order paid\", customer roles, and what other plugins do with paid orders.");
            return;
        }

        if (locked.Payment.TryBeginApplying(timeProvider.GetUtcNow().UtcDateTime))
            await locked.SaveAsync();
        // nopCommerce marks only an order that is not paid. In the database it stays paid.
        order.PaymentStatus = PaymentStatus.Pending;
        await orderProcessing.RunAsync(order, processing => processing.MarkOrderAsPaidAsync(order));
    }

    /// <summary>
    /// Notes on an order what was paid or reserved for it, once.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="order">The order</param>
    /// <param name="isNew">Whether this request has just placed the order with the payment, so that nobody else can have noted it</param>
    public async Task NoteAsync(GlasePayment payment, Order order, bool isNew)
    {
        var text = payment.Status == GlasePaymentStatus.Paid
            ? $"Glase: {CurrencyDecimals.Format(payment.PaidAmount, payment.PaidCurrencyCode)} paid, reference {payment.ErsReference}."
            : $"Glase: {CurrencyDecimals.Format(payment.Amount, payment.CurrencyCode)} reserved, invoice {payment.InvoiceReference}{Until(payment)}.";
        if (isNew && _noted.TryAdd(order.Id, true))
            await notes.AddAsync(order.Id, text);
        else
            await notes.AddOnceAsync(order.Id, text);
    }

    private async Task<bool> HasPaidEmailAsync(Order order)
    {
        return (await orderService.GetOrderNotesByOrderIdAsync(order.Id))
            .Any(note => note.Note?.StartsWith(PaidEmail, StringComparison.Ordinal) == true);
    }

    private static string Until(GlasePayment payment)
    {
        return payment.ReservationEndsOnUtc is { } end
            ? string.Create(CultureInfo.InvariantCulture, $", until {end:yyyy-MM-dd HH:mm} UTC")
            : "";
    }
}
