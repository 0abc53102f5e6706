using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Nop.Core.Domain;
using Nop.Core.Http;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;

namespace Sandbox.Hosting;

/// <summary>
/// What nopCommerce's access filters do. The ones for https and languages let everybody through here.
/// </summary>
internal static class ShopFilters
{
    public static void Install() => DeclaredFilter.Behaviour = RunAsync;

    private static Task RunAsync(TypeFilterAttribute attribute, AuthorizationFilterContext context) => attribute switch
    {
        AuthorizeAdminAttribute admin => AuthorizeAdminAsync(admin, context),
        CheckPermissionAttribute permission => CheckPermissionAsync(permission, context),
        CheckAccessClosedStoreAttribute closed => CheckClosedStoreAsync(closed, context),
        _ => Task.CompletedTask
    };

    private static async Task AuthorizeAdminAsync(AuthorizeAdminAttribute attribute, AuthorizationFilterContext context)
    {
        var onAction = context.ActionDescriptor.FilterDescriptors
            .Where(descriptor => descriptor.Scope == FilterScope.Action)
            .Select(descriptor => descriptor.Filter)
            .OfType<AuthorizeAdminAttribute>()
            .FirstOrDefault();
        if (onAction?.IgnoreFilter ?? attribute.IgnoreFilter)
            return;

        if (!await Permissions(context).AuthorizeAsync(StandardPermission.Security.ACCESS_ADMIN_PANEL))
            context.Result = new ChallengeResult();
    }

    private static async Task CheckPermissionAsync(CheckPermissionAttribute attribute, AuthorizationFilterContext context)
    {
        foreach (var name in attribute.PermissionSystemName)
        {
            if (await Permissions(context).AuthorizeAsync(name))
                return;
        }

        context.Result = new RedirectToActionResult("AccessDenied", "Security", new { area = "Admin" });
    }

    private static async Task CheckClosedStoreAsync(CheckAccessClosedStoreAttribute attribute, AuthorizationFilterContext context)
    {
        var onAction = context.ActionDescriptor.FilterDescriptors
            .Where(descriptor => descriptor.Scope == FilterScope.Action)
            .Select(descriptor => descriptor.Filter)
            .OfType<CheckAccessClosedStoreAttribute>()
            .FirstOrDefault();
        if (onAction?.IgnoreFilter ?? attribute.IgnoreFilter)
            return;

        var settings = context.HttpContext.RequestServices.GetRequiredService<StoreInformationSettings>();
        if (settings.StoreClosed && !await Permissions(context).AuthorizeAsync(StandardPermission.PublicStore.ACCESS_CLOSED_STORE))
            context.Result = new RedirectToRouteResult(NopRouteNames.Standard.STORE_CLOSED, null);
    }

    private static IPermissionService Permissions(AuthorizationFilterContext context)
    {
        return context.HttpContext.RequestServices.GetRequiredService<IPermissionService>();
    }
}
