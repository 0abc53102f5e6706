namespace Nop.Core.Domain.Messages;

public static partial class MessageTemplateSystemNames
{
    public const string ORDER_PLACED_STORE_OWNER_NOTIFICATION = "OrderPlaced.StoreOwnerNotification";

    public const string ORDER_PLACED_CUSTOMER_NOTIFICATION = "OrderPlaced.CustomerNotification";
}
