using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Completes an order of which nopCommerce has saved a part only.
/// </summary>
/// <remarks>
/// nopCommerce places an order in many steps, without a transaction around them: a deadlock, a serialization failure or the death of
/// the process leaves an order that has no emails, no use of its discounts recorded, and its items still in the cart. The shopper has
/// paid by then. To be called with the payment's lock held, on an order that nobody is placing any more.
/// </remarks>
public class PartialOrderCompleter(PartialOrderSaver saver, OrderPlacedNotifications notifications, PartialOrderCart orderCart,
    IEventPublisher eventPublisher, OrderNotes notes, ILogger logger, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets whether nopCommerce stopped before it had sent the emails of an order that was placed unpaid, or had emptied the cart. Changes
    /// nothing.
    /// </summary>
    /// <param name="order">A pending order that nobody is placing any more</param>
    public async Task<bool> IsPartialAsync(Order order)
    {
        return !await notifications.AreSentAsync(order) || (await orderCart.GetAsync(order)).Count > 0;
    }

    /// <summary>
    /// Does what nopCommerce left undone between saving the order and publishing that it is placed, and tells the store owner by a
    /// note what was done and what only a person can do.
    /// </summary>
    /// <remarks>
    /// Whatever can be repeated comes first. Emails and the event cannot: they are begun once, and where that was interrupted the note
    /// says that they may be missing.
    /// </remarks>
    public async Task CompleteAsync(LockedPayment locked, Order order)
    {
        var report = new OrderCompletionReport();
        await saver.SaveAsync(locked.Payment, order, report);
        if (await TryBeginAsync(locked))
            await AnnounceAsync(order, report);
        else
            report.AddManualStep("Check that the customer, the vendors and you got the email \"Order placed\": sending it was interrupted.");

        await ReportAsync(order, report);
        locked.Payment.RecordOrderCompleted();
        await locked.SaveAsync();
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

    private async Task ReportAsync(Order order, OrderCompletionReport report)
    {
        var completed = report.Completed.Count > 0 ? $" Completed now: {string.Join("; ", report.Completed)}." : "";
        var manual = report.ManualSteps.Count > 0 ? $" To be done by you: {string.Join(" ", report.ManualSteps)}" : "";
        var note = $"Glase: the shop stopped while it saved this order.{completed}{manual}";
        if (!await notes.AddOnceAsync(order.Id, note))
            return;

        if (report.ManualSteps.Count > 0)
            await logger.LogErrorAsync($"Order {order.CustomOrderNumber}: {note}");
        else
            await logger.LogWarningAsync($"Order {order.CustomOrderNumber}: {note}");
    }
}
