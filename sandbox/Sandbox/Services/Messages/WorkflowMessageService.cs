using Nop.Core.Domain.Orders;
using Nop.Services.Messages;
using Sandbox.Hosting;

namespace Sandbox.Services.Messages;

/// <summary>Sends no mail; says on the console what it would have sent.</summary>
internal sealed class WorkflowMessageService : IWorkflowMessageService
{
    private readonly ShopConsole _console;

    public WorkflowMessageService(ShopConsole console)
    {
        _console = console;
    }

    public Task<IList<int>> SendNewOrderNoteAddedCustomerNotificationAsync(OrderNote orderNote, int languageId)
    {
        _console.Say($"mail to the customer of order {orderNote.OrderId}: {orderNote.Note}");
        return Task.FromResult<IList<int>>([]);
    }
}
