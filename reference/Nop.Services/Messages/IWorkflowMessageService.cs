using Nop.Core.Domain.Orders;

namespace Nop.Services.Messages;

public interface IWorkflowMessageService
{
    Task<IList<int>> SendNewOrderNoteAddedCustomerNotificationAsync(OrderNote orderNote, int languageId);
}
