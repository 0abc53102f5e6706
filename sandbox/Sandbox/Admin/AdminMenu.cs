using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;
using Nop.Core.Events;
using Nop.Web.Framework;
using Nop.Web.Framework.Events;
using Nop.Web.Framework.Menu;

namespace Sandbox.Admin;

/// <summary>The administration's menu. Plugins may add to it, or change it, when they hear that it was made.</summary>
internal sealed class AdminMenu : IAdminMenu
{
    private readonly IUrlHelperFactory _urls;
    private readonly IActionContextAccessor _action;
    private readonly IEventPublisher _events;

    public AdminMenu(IUrlHelperFactory urls, IActionContextAccessor action, IEventPublisher events)
    {
        _urls = urls;
        _action = action;
        _events = events;
    }

    public async Task<AdminMenuItem> GetRootNodeAsync(bool showHidden = false)
    {
        var thirdParty = new AdminMenuItem { SystemName = "Third party plugins", Title = "Plugins" };
        var root = new AdminMenuItem
        {
            SystemName = "Home",
            Title = "Home",
            ChildNodes =
            [
                Item("Dashboard", "Dashboard", "Home", "Index"),
                Item("Orders", "Orders", "Order", "List"),
                Item("Payment methods", "Payment methods", "Payment", "PaymentMethods"),
                Item("Settings", "Shop settings", "Setting", "Shop"),
                Item("Schedule tasks", "Scheduled tasks", "ScheduleTask", "List"),
                Item("Log", "Log", "Log", "List"),
                Item("Warnings", "Warnings", "Common", "Warnings"),
                thirdParty
            ]
        };
        await _events.PublishAsync(new ThirdPartyPluginsMenuItemCreatedEvent(this, thirdParty));
        await _events.PublishAsync(new AdminMenuCreatedEvent(this, root));
        return root;
    }

    public string GetMenuItemUrl(string controllerName, string actionName)
    {
        return _urls.GetUrlHelper(_action.ActionContext).Action(actionName, controllerName, new { area = AreaNames.ADMIN });
    }

    private AdminMenuItem Item(string systemName, string title, string controller, string action)
    {
        return new AdminMenuItem { SystemName = systemName, Title = title, Url = GetMenuItemUrl(controller, action) };
    }
}
