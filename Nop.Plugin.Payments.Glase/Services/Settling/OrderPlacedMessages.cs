using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Orders;
using Nop.Services.Logging;
using Nop.Services.Messages;
using Nop.Services.Orders;
using Nop.Services.Vendors;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Adds the note and sends the e-mails that nopCommerce does when an order was placed, those of them that are not on the order yet.
/// </summary>
/// <remarks>
/// nopCommerce notes each e-mail that it has queued, in English whatever the shop's language, and the same notes are left here.
/// </remarks>
public class OrderPlacedMessages
{
    private const string Placed = "Order placed";

    private readonly ILogger _logger;
    private readonly IOrderService _orderService;
    private readonly IVendorService _vendorService;
    private readonly IWorkflowMessageService _workflowMessageService;
    private readonly LocalizationSettings _localizationSettings;
    private readonly OrderNotes _notes;
    private readonly OrderSettings _orderSettings;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OrderPlacedMessages(ILogger logger, IOrderService orderService, IVendorService vendorService,
        IWorkflowMessageService workflowMessageService, LocalizationSettings localizationSettings, OrderNotes notes,
        OrderSettings orderSettings)
    {
        _logger = logger;
        _orderService = orderService;
        _vendorService = vendorService;
        _workflowMessageService = workflowMessageService;
        _localizationSettings = localizationSettings;
        _notes = notes;
        _orderSettings = orderSettings;
    }

    /// <summary>
    /// Sends what is not sent yet. An e-mail that cannot be sent keeps no other from being sent.
    /// </summary>
    public async Task SendAsync(Order order, OrderRemainder remainder)
    {
        var notes = (await _orderService.GetOrderNotesByOrderIdAsync(order.Id)).Select(note => note.Note ?? "").ToList();
        if (!notes.Any(note => note == Placed || note.StartsWith($"{Placed} by ", StringComparison.Ordinal)))
            await _notes.AddAsync(order.Id, Placed);

        var adminLanguageId = _localizationSettings.DefaultAdminLanguageId;
        await SendAsync("store owner", () => _workflowMessageService.SendOrderPlacedStoreOwnerNotificationAsync(order, adminLanguageId));
        if (await SendAsync("customer", () =>
                _workflowMessageService.SendOrderPlacedCustomerNotificationAsync(order, order.CustomerLanguageId))
            && _orderSettings.AttachPdfInvoiceToOrderPlacedEmail)
            remainder.AddToDo("Send the customer the PDF invoice, if it is wanted: the e-mail \"Order placed\" went out without it.");

        var products = (await _orderService.GetOrderItemsAsync(order.Id)).Select(item => item.ProductId).ToArray();
        var vendors = await _vendorService.GetVendorsByProductIdsAsync(products);
        foreach (var vendor in vendors.Skip(notes.Count(note => IsSent(note, "vendor"))))
            await SendAsync("vendor", () => _workflowMessageService.SendOrderPlacedVendorNotificationAsync(order, vendor, adminLanguageId),
                isNext: true);
        if (order.AffiliateId != 0)
            await SendAsync("affiliate", () => _workflowMessageService.SendOrderPlacedAffiliateNotificationAsync(order, adminLanguageId));
        return;

        async Task<bool> SendAsync(string recipient, Func<Task<IList<int>>> send, bool isNext = false)
        {
            if (!isNext && notes.Exists(note => IsSent(note, recipient)))
                return false;

            try
            {
                var ids = await send();
                if (ids.Count == 0)
                    return false;

                await _notes.AddAsync(order.Id, $"\"{Placed}\" email (to {recipient}) has been queued. " +
                    $"Queued email identifiers: {string.Join(", ", ids)}.");
                remainder.AddDone($"the e-mail \"{Placed}\" to the {recipient} is queued");
                return true;
            }
            catch (Exception exception)
            {
                await _logger.ErrorAsync($"Order {order.CustomOrderNumber}: the e-mail \"{Placed}\" to the {recipient} could not be queued. " +
                    exception.Message, exception);
                remainder.AddToDo($"Tell the {recipient} of the order: the e-mail \"{Placed}\" could not be queued ({exception.Message}).");
                return false;
            }
        }
    }

    private static bool IsSent(string note, string recipient)
    {
        return note.StartsWith($"\"{Placed}\" email (to {recipient})", StringComparison.Ordinal);
    }
}
