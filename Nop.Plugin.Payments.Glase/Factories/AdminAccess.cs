using Nop.Core;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Who sees payments on the host's own pages: who may view orders and is no vendor.
/// </summary>
public class AdminAccess(IPermissionService permissionService, IWorkContext workContext)
{
    /// <summary>
    /// Gets whether the account may see payments.
    /// </summary>
    public async Task<bool> CanViewPaymentsAsync()
    {
        return await workContext.GetCurrentVendorAsync() is null
            && await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_VIEW);
    }
}
