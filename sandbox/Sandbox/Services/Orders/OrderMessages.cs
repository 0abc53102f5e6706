using System.Globalization;
using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Orders;
using Nop.Services.Messages;
using Nop.Services.Orders;
using Nop.Services.Vendors;

namespace Sandbox.Services.Orders;

/// <summary>The emails about an order, each with a note on the order, in nopCommerce's words.</summary>
internal sealed class OrderMessages
{
    private readonly OrderNotes _notes;
    private readonly IOrderService _orders;
    private readonly IVendorService _vendors;
    private readonly IWorkflowMessageService _messages;
    private readonly LocalizationSettings _localization;

    public OrderMessages(
        OrderNotes notes, IOrderService orders, IVendorService vendors, IWorkflowMessageService messages,
        LocalizationSettings localization)
    {
        _notes = notes;
        _orders = orders;
        _vendors = vendors;
        _messages = messages;
        _localization = localization;
    }

    public async Task SendPlacedAsync(Order order)
    {
        var adminLanguageId = _localization.DefaultAdminLanguageId;
        await NoteAsync(order, "Order placed", "store owner",
            await _messages.SendOrderPlacedStoreOwnerNotificationAsync(order, adminLanguageId));
        await NoteAsync(order, "Order placed", "customer",
            await _messages.SendOrderPlacedCustomerNotificationAsync(order, order.CustomerLanguageId));
        var productIds = (await _orders.GetOrderItemsAsync(order.Id)).Select(item => item.ProductId).ToArray();
        foreach (var vendor in await _vendors.GetVendorsByProductIdsAsync(productIds))
        {
            await NoteAsync(order, "Order placed", "vendor",
                await _messages.SendOrderPlacedVendorNotificationAsync(order, vendor, adminLanguageId));
        }

        if (order.AffiliateId != 0)
        {
            await NoteAsync(order, "Order placed", "affiliate",
                await _messages.SendOrderPlacedAffiliateNotificationAsync(order, adminLanguageId));
        }
    }

    public async Task SendPaidAsync(Order order)
    {
        if (order.OrderTotal != decimal.Zero)
        {
            await NoteAsync(order, "Order paid", "customer",
                await _messages.SendOrderPaidCustomerNotificationAsync(order, order.CustomerLanguageId));
        }
    }

    private async Task NoteAsync(Order order, string what, string recipient, IList<int> ids)
    {
        if (ids.Count > 0)
        {
            await _notes.AddAsync(order, string.Create(
                CultureInfo.InvariantCulture,
                $"\"{what}\" email (to {recipient}) has been queued. Queued email identifiers: {string.Join(", ", ids)}."));
        }
    }
}
