using Nop.Core.Domain.Messages;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Vendors;

namespace Nop.Services.Messages;

public interface IWorkflowMessageService
{
    Task<IList<int>> SendOrderPlacedVendorNotificationAsync(Order order, Vendor vendor, int languageId);

    Task<IList<int>> SendOrderPlacedStoreOwnerNotificationAsync(Order order, int languageId);

    Task<IList<int>> SendOrderPlacedAffiliateNotificationAsync(Order order, int languageId);

    Task<IList<int>> SendOrderPaidCustomerNotificationAsync(
        Order order, int languageId, string attachmentFilePath = null, string attachmentFileName = null);

    Task<IList<int>> SendOrderPlacedCustomerNotificationAsync(
        Order order, int languageId, string attachmentFilePath = null, string attachmentFileName = null);

    Task<int> SendNotificationAsync(
        MessageTemplate messageTemplate, EmailAccount emailAccount, int languageId, IList<Token> tokens, string toEmailAddress,
        string toName, string attachmentFilePath = null, string attachmentFileName = null, string replyToEmailAddress = null,
        string replyToName = null, string fromEmail = null, string fromName = null, string subject = null,
        bool ignoreDelayBeforeSend = false);
}
