using System.Globalization;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using Nop.Services.Messages;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Sends a customer the payment link of an order.
/// </summary>
public class OrderLinkSender(OrderLinks links, IOrderService orderService, IWorkflowMessageService messageService,
    ILocalizationService localizationService, OrderNotes notes)
{
    /// <summary>
    /// Adds a note with the link to the order, which its customer sees, and has nopCommerce mail that by its own template for such notes.
    /// </summary>
    /// <returns>Whether there is a link: the order can still be paid with Glase, and its store has an address</returns>
    public async Task<bool> SendAsync(int orderId)
    {
        if (await orderService.GetOrderByIdAsync(orderId) is not { } order || !OrderPayability.CanBePaidByLink(order)
            || await links.GetUrlAsync(order.OrderGuid, order.StoreId) is not { } url)
            return false;

        // nopCommerce's template puts the note between quotation marks, which some mail programs would take for a part of the link.
        var text = await localizationService.GetShopperTextAsync(GlaseDefaults.ResourcePrefix + ".Payment.Link.Note", order.CustomerLanguageId);
        var note = await notes.AddForCustomerAsync(order.Id,
            $"{string.Format(CultureInfo.InvariantCulture, text, order.CustomOrderNumber)}\n{url}\n");
        await messageService.SendNewOrderNoteAddedCustomerNotificationAsync(note, order.CustomerLanguageId);
        return true;
    }
}
