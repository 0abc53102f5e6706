using Nop.Web.Framework.Menu;

namespace Nop.Web.Framework.Events;

public class ThirdPartyPluginsMenuItemCreatedEvent : BaseMenuItemCreatedEvent
{
    public ThirdPartyPluginsMenuItemCreatedEvent(IAdminMenu adminMenu, AdminMenuItem rootMenuItem)
        : base(adminMenu)
    {
        MenuItem = rootMenuItem;
    }

    public AdminMenuItem MenuItem { get; protected set; }
}
