using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Core.Domain.Vendors;
using Nop.Services.Messages;
using Sandbox.Hosting;

namespace Sandbox.Services.Messages;

/// <summary>Sends no mail; says on the console what it would have sent.</summary>
internal sealed class WorkflowMessageService : IWorkflowMessageService
{
    private static int _queued;

    private readonly ShopConsole _console;
    private readonly IEventPublisher _events;

    public WorkflowMessageService(ShopConsole console, IEventPublisher events)
    {
        _console = console;
        _events = events;
    }

    public Task<IList<int>> SendOrderPlacedVendorNotificationAsync(Order order, Vendor vendor, int languageId) =>
        SendAsync($"vendor {vendor.Name}", order, "placed");

    public Task<IList<int>> SendOrderPlacedStoreOwnerNotificationAsync(Order order, int languageId) =>
        SendAsync("store owner", order, "placed");

    public Task<IList<int>> SendOrderPlacedAffiliateNotificationAsync(Order order, int languageId) =>
        SendAsync("affiliate", order, "placed");

    public Task<IList<int>> SendOrderPaidCustomerNotificationAsync(
        Order order, int languageId, string attachmentFilePath = null, string attachmentFileName = null) =>
        SendAsync("customer", order, "paid");

    public Task<IList<int>> SendOrderPlacedCustomerNotificationAsync(
        Order order, int languageId, string attachmentFilePath = null, string attachmentFileName = null) =>
        SendAsync("customer", order, "placed");

    public Task<IList<int>> SendNewOrderNoteAddedCustomerNotificationAsync(OrderNote orderNote, int languageId)
    {
        _console.Say($"mail to the customer of order {orderNote.OrderId}: {orderNote.Note}");
        return Task.FromResult<IList<int>>([]);
    }

    private async Task<IList<int>> SendAsync(string recipient, Order order, string what)
    {
        var tokens = new List<Token>();
        await _events.PublishAsync(new EntityTokensAddedEvent<Order>(order, tokens));
        _console.Say($"mail to the {recipient}: order {order.CustomOrderNumber} {what}");
        foreach (var token in tokens.Where(token => !string.IsNullOrEmpty(token.Value?.ToString())))
            _console.Say($"  %{token.Key}%: {token.Value}");
        return [Interlocked.Increment(ref _queued)];
    }
}
