using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Messages;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Messages;
using Nop.Services.Orders;
using Nop.Services.Vendors;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Adds the note and sends the emails that nopCommerce does when an order was placed, those of them that are not on the order yet.
/// </summary>
/// <remarks>
/// nopCommerce notes each email that it has queued, in English whatever the shop's language, and the same notes are left here.
/// </remarks>
public class OrderPlacedNotifications(IOrderService orderService, IVendorService vendorService,
    IWorkflowMessageService workflowMessageService, LocalizationSettings localizationSettings, OrderNotes notes,
    OrderSettings orderSettings, IMessageTemplateService templateService, SafeLog safeLog)
{
    private const string Placed = "Order placed";
    private readonly OrderNotes _notes = notes;

    /// <summary>
    /// Gets whether an order has the note, and the emails to the store's owner and to the customer that the shop sends. Changes nothing.
    /// </summary>
    public async Task<bool> AreSentAsync(Order order)
    {
        var notes = await ReadNotesAsync(order);
        return notes.Exists(IsPlaced)
            && (notes.Exists(note => IsSent(note, "store owner"))
                || !await IsWantedAsync(MessageTemplateSystemNames.ORDER_PLACED_STORE_OWNER_NOTIFICATION, order))
            && (notes.Exists(note => IsSent(note, "customer"))
                || !await IsWantedAsync(MessageTemplateSystemNames.ORDER_PLACED_CUSTOMER_NOTIFICATION, order));
    }

    /// <summary>
    /// Sends what is not sent yet. An email that cannot be sent keeps no other from being sent.
    /// </summary>
    public async Task SendAsync(Order order, OrderCompletionReport report)
    {
        var notes = await ReadNotesAsync(order);
        if (!notes.Exists(IsPlaced))
            await TryAsync("the note", () => _notes.AddAsync(order.Id, Placed));

        var adminLanguageId = localizationSettings.DefaultAdminLanguageId;
        await SendAsync("store owner", () => workflowMessageService.SendOrderPlacedStoreOwnerNotificationAsync(order, adminLanguageId));
        if (await SendAsync("customer", () =>
                workflowMessageService.SendOrderPlacedCustomerNotificationAsync(order, order.CustomerLanguageId))
            && orderSettings.AttachPdfInvoiceToOrderPlacedEmail)
            report.AddManualStep("Send the customer the PDF invoice, if it is wanted: the email \"Order placed\" went out without it.");

        var products = (await orderService.GetOrderItemsAsync(order.Id)).Select(item => item.ProductId).ToArray();
        var vendors = await vendorService.GetVendorsByProductIdsAsync(products);
        foreach (var vendor in vendors.Skip(notes.Count(note => IsSent(note, "vendor"))))
            await SendAsync("vendor", () => workflowMessageService.SendOrderPlacedVendorNotificationAsync(order, vendor, adminLanguageId),
                isNext: true);
        if (order.AffiliateId != 0)
            await SendAsync("affiliate", () => workflowMessageService.SendOrderPlacedAffiliateNotificationAsync(order, adminLanguageId));
        return;

        async Task<bool> SendAsync(string recipient, Func<Task<IList<int>>> send, bool isNext = false)
        {
            if (!isNext && notes.Exists(note => IsSent(note, recipient)))
                return false;

            var isQueued = false;
            await TryAsync($"the email to the {recipient}", async () =>
            {
                var ids = await send();
                if (ids.Count == 0)
                    return;

                isQueued = true;
                report.AddCompleted($"the email \"{Placed}\" to the {recipient} is queued");
                await _notes.AddAsync(order.Id, $"\"{Placed}\" email (to {recipient}) has been queued. " +
                    $"Queued email identifiers: {string.Join(", ", ids)}.");
            });
            return isQueued;
        }

        async Task TryAsync(string what, Func<Task> action)
        {
            try
            {
                await action();
            }
            catch (Exception exception)
            {
                await safeLog.ErrorAsync($"Order {order.CustomOrderNumber}: \"{Placed}\", {what}, failed. {exception.Message}", exception);
                report.AddManualStep($"Check \"{Placed}\", {what}: it failed ({exception.Message}).");
            }
        }
    }

    private async Task<List<string>> ReadNotesAsync(Order order)
    {
        return [.. (await orderService.GetOrderNotesByOrderIdAsync(order.Id)).Select(note => note.Note ?? "")];
    }

    private async Task<bool> IsWantedAsync(string template, Order order)
    {
        return (await templateService.GetMessageTemplatesByNameAsync(template, order.StoreId)).Any(found => found.IsActive);
    }

    private static bool IsPlaced(string note)
    {
        return note == Placed || note.StartsWith($"{Placed} by ", StringComparison.Ordinal);
    }

    private static bool IsSent(string note, string recipient)
    {
        return note.StartsWith($"\"{Placed}\" email (to {recipient})", StringComparison.Ordinal);
    }
}
