using Nop.Core;
using Nop.Services.Events;
using Nop.Services.Localization;
using Nop.Services.Payments;
using Nop.Services.Security;
using Nop.Web.Framework.Events;
using Nop.Web.Framework.Menu;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Puts the list of payments, and the periods with their reports, into the admin's menu, below the orders. Vendors, who see orders
/// but nothing of the money, get no entries that would lead them nowhere.
/// </summary>
public class AdminMenuConsumer(ILocalizationService localizationService, IWorkContext workContext,
    IPaymentPluginManager paymentPluginManager)
    : IConsumer<AdminMenuCreatedEvent>
{
    private const string Orders = "Orders";

    /// <inheritdoc />
    public async Task HandleEventAsync(AdminMenuCreatedEvent eventMessage)
    {
        if (await workContext.GetCurrentVendorAsync() is not null)
            return;

        // After uninstalling, nopCommerce draws the menu once more before it restarts; the texts are gone by then.
        if (await paymentPluginManager.LoadPluginBySystemNameAsync(GlaseDefaults.SystemName) is null)
            return;

        eventMessage.RootMenuItem.InsertAfter(Orders, new AdminMenuItem
        {
            SystemName = GlaseDefaults.MenuSystemName,
            Title = await localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".List.Title"),
            Url = eventMessage.GetMenuItemUrl("GlasePaymentListAdmin", "List"),
            IconClass = "far fa-dot-circle",
            PermissionNames = [StandardPermission.Orders.ORDERS_VIEW]
        });
        eventMessage.RootMenuItem.InsertAfter(GlaseDefaults.MenuSystemName, new AdminMenuItem
        {
            SystemName = GlaseDefaults.ReportsMenuSystemName,
            Title = await localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".Reports.Title"),
            Url = eventMessage.GetMenuItemUrl("GlasePeriodAdmin", "List"),
            IconClass = "far fa-dot-circle",
            PermissionNames = [StandardPermission.Orders.ORDERS_VIEW]
        });
    }
}
