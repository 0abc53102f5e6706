using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Completes an order of which nopCommerce has saved a part only.
/// </summary>
/// <remarks>
/// nopCommerce places an order in many steps, without a transaction around them: a deadlock, a serialization failure or the death of
/// the process leaves an order that has no e-mails, no use of its discounts recorded, and its items still in the cart. The shopper has
/// paid by then. To be called with the payment's lock held, on an order that nobody is placing any more.
/// </remarks>
public class PartialOrderCompleter(ICustomerService customerService,
    ICustomNumberFormatter customNumberFormatter, IEventPublisher eventPublisher, ILogger logger,
    IOrderProcessingService orderProcessingService, IOrderService orderService, PartialOrderCart orderCart, OrderNotes notes,
    OrderPlacedNotifications notifications, StoreRequestScope scope, TimeProvider timeProvider)
{
    // nopCommerce's notes, in English whatever the shop's language.
    private const string PaidEmail = "\"Order paid\" email";

    /// <summary>
    /// Does what nopCommerce left undone between saving the order and publishing that it is placed, and tells the store owner by a
    /// note what was done and what only a person can do.
    /// </summary>
    /// <remarks>
    /// Whatever can be repeated comes first. E-mails and the event cannot: they are begun once, and where that was interrupted the note
    /// says that they may be missing.
    /// </remarks>
    public async Task CompletePlacingAsync(LockedPayment locked, Order order)
    {
        var report = new OrderCompletionReport();
        await SaveAsync(locked.Payment, order, report);
        if (await TryBeginAsync(locked))
            await AnnounceAsync(order, report);
        else
            report.AddManualStep("Check that the customer, the vendors and you got the e-mail \"Order placed\": sending it was interrupted.");

        await ReportAsync(order, report);
        locked.Payment.RecordOrderCompleted();
        await locked.SaveAsync();
    }

    /// <summary>
    /// Does what nopCommerce left undone after it had published that an order is placed: status, event and e-mails of a paid order.
    /// </summary>
    /// <param name="locked">The payment that the order was placed with</param>
    /// <param name="order">The order, as it is stored</param>
    /// <param name="progress">How far nopCommerce is known to have come with the order</param>
    public async Task CompletePaymentAsync(LockedPayment locked, Order order, PlacementProgress progress)
    {
        var isPending = order.OrderStatus == OrderStatus.Pending;
        if (locked.Payment.ReservedOnUtc is not null)
        {
            if (isPending)
                await orderProcessingService.CheckOrderStatusAsync(order);
            return;
        }

        // With the status of a paid order nopCommerce gives it the rest as well, so that a pending one has none of it.
        if (!isPending && await HasPaidEmailAsync(order))
            return;
        // Beyond the status only whoever placed it knows whether OrderPaidEvent was published, and a refunded order cannot be marked as paid.
        if (order.PaymentStatus != PaymentStatus.Paid || !isPending && progress != PlacementProgress.Ended)
        {
            if (isPending)
                await orderProcessingService.CheckOrderStatusAsync(order);
            await notes.AddOnceAsync(order.Id, "Glase: the shop was interrupted when this order became paid. Check what follows from that: the e-mail " +
                "\"Order paid\", customer roles, and what other plugins do with paid orders.");
            return;
        }

        await TryBeginAsync(locked);
        // nopCommerce marks an order as paid only as long as it is not. In the database it stays paid.
        order.PaymentStatus = PaymentStatus.Pending;
        await orderProcessingService.MarkOrderAsPaidAsync(order);
    }

    private async Task SaveAsync(GlasePayment payment, Order order, OrderCompletionReport report)
    {
        if (string.IsNullOrEmpty(order.CustomOrderNumber))
        {
            order.CustomOrderNumber = customNumberFormatter.GenerateOrderCustomNumber(order);
            await orderService.UpdateOrderAsync(order);
            report.AddCompleted("the order got its number");
        }

        var cart = await orderCart.GetAsync(order);
        await RecordUsageAsync(payment, order, cart, report);
        await orderCart.MoveAsync(order, cart, report);
        if (await customerService.GetCustomerByIdAsync(order.CustomerId) is { } customer)
            await customerService.ResetCheckoutDataAsync(customer, order.StoreId, clearCouponCodes: true, clearCheckoutAttributes: true);
    }

    private async Task RecordUsageAsync(GlasePayment payment, Order order, IList<ShoppingCartItem> cart, OrderCompletionReport report)
    {
        await scope.RunAsync(payment, async services =>
        {
            await services.GetRequiredService<OrderUsageRecorder>().RecordAsync(order, cart, report);
            return true;
        });
    }

    // False when it was begun before: the process died then, and nobody knows how far it came.
    private async Task<bool> TryBeginAsync(LockedPayment locked)
    {
        if (!locked.Payment.TryBeginApplying(timeProvider.GetUtcNow().UtcDateTime))
            return false;

        await locked.SaveAsync();
        return true;
    }

    private async Task AnnounceAsync(Order order, OrderCompletionReport report)
    {
        await notifications.SendAsync(order, report);
        await eventPublisher.PublishAsync(new OrderPlacedEvent(order));
    }

    private async Task<bool> HasPaidEmailAsync(Order order)
    {
        return (await orderService.GetOrderNotesByOrderIdAsync(order.Id))
            .Any(note => note.Note?.StartsWith(PaidEmail, StringComparison.Ordinal) == true);
    }

    private async Task ReportAsync(Order order, OrderCompletionReport report)
    {
        var completed = report.Completed.Count > 0 ? $" Completed now: {string.Join("; ", report.Completed)}." : "";
        var manual = report.ManualSteps.Count > 0 ? $" To be done by you: {string.Join(" ", report.ManualSteps)}" : "";
        var note = $"Glase: the shop stopped while it saved this order.{completed}{manual}";
        if (!await notes.AddOnceAsync(order.Id, note))
            return;

        if (report.ManualSteps.Count > 0)
            await logger.ErrorAsync($"Order {order.CustomOrderNumber}: {note}");
        else
            await logger.WarningAsync($"Order {order.CustomOrderNumber}: {note}");
    }
}
