namespace Nop.Services.Security;

public class StandardPermission
{
    public class Orders
    {
        public const string ORDERS_VIEW = $"{nameof(Orders)}.OrdersView";
        public const string ORDERS_IMPORT_EXPORT = $"{nameof(Orders)}.OrdersImportExport";

        public const string ORDERS_CREATE_EDIT_DELETE = $"{nameof(Orders)}.OrdersCreateEditDelete";
    }

    public class Configuration
    {
        public const string MANAGE_WIDGETS = $"{nameof(Configuration)}.ManageWidgets";

        public const string MANAGE_SETTINGS = $"{nameof(Configuration)}.ManageSettings";

        public const string MANAGE_PAYMENT_METHODS = $"{nameof(Configuration)}.ManagePaymentMethods";

        public const string MANAGE_PLUGINS = $"{nameof(Configuration)}.ManagePlugins";
    }

    public class System
    {
        public const string MANAGE_SYSTEM_LOG = $"{nameof(System)}.ManageSystemLog";

        public const string MANAGE_SCHEDULE_TASKS = $"{nameof(System)}.ManageScheduleTasks";
    }

    public class Security
    {
        public const string ACCESS_ADMIN_PANEL = $"{nameof(Security)}.AccessAdminPanel";
    }

    public class PublicStore
    {
        public const string PUBLIC_STORE_ALLOW_NAVIGATION = $"{nameof(PublicStore)}.PublicStoreAllowNavigation";

        public const string ACCESS_CLOSED_STORE = $"{nameof(PublicStore)}.AccessClosedStore";
    }
}
