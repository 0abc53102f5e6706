using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;
using Nop.Plugin.Payments.Glase.Controllers;
using Nop.Services.Security;
using Nop.Web.Framework.Controllers;
using Nop.Web.Framework.Mvc.Filters;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Architecture;

/// <summary>
/// No controller of the admin area can do without authorization, permissions, the vendor check or antiforgery tokens.
/// </summary>
public class AdminControllerTests
{
    // Everything else must be an admin controller, whatever it is called.
    private static readonly Type[] _publicControllers =
    [
        typeof(GlasePaymentController), typeof(GlaseOrderLinkController), typeof(GlaseRenewalController), typeof(GlaseCancellationController),
        typeof(GlasePaidCartController), typeof(GlaseStatusController), typeof(GlaseSummaryController), typeof(GlaseFallbackController)
    ];

    private static readonly string[] _permissionsToView = [StandardPermission.Orders.ORDERS_VIEW, StandardPermission.Orders.ORDERS_IMPORT_EXPORT];

    private static IEnumerable<Type> Controllers => typeof(GlaseDefaults).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(ControllerBase)) && !type.IsAbstract);

    private static IEnumerable<Type> AdminControllers => Controllers.Where(type => type.IsAssignableTo(typeof(BaseGlaseAdminController)));

    [Test]
    public void Each_controller_but_the_public_ones_has_the_admin_base()
    {
        Assert.That(Controllers.Except(_publicControllers), Is.Not.Empty.And.EquivalentTo(AdminControllers));
    }

    [Test]
    public void Each_admin_action_is_protected()
    {
        Assert.That(AdminControllers.SelectMany(MissingIn), Is.Empty);
    }

    [Test]
    public void The_settings_need_the_permission_for_payment_methods()
    {
        Assert.That(ActionsOf(typeof(GlaseAdminController)).SelectMany(PermissionsOf),
            Is.Not.Empty.And.All.EqualTo(StandardPermission.Configuration.MANAGE_PAYMENT_METHODS));
    }

    [Test]
    public void Actions_on_payments_and_orders_need_the_permission_to_change_orders()
    {
        var controllers = AdminControllers.Where(type => type.IsAssignableTo(typeof(BaseGlasePaymentAdminController)))
            .Append(typeof(GlaseOrderAdminController)).ToList();
        var actions = controllers.SelectMany(ActionsOf).ToLookup(action => action.IsDefined(typeof(HttpPostAttribute)));

        Assert.That(controllers, Has.Count.EqualTo(4));
        Assert.That(actions[true].SelectMany(PermissionsOf),
            Is.Not.Empty.And.All.EqualTo(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE));
        Assert.That(actions[false].SelectMany(PermissionsOf), Is.EqualTo(new[] { StandardPermission.Orders.ORDERS_VIEW }));
    }

    [Test]
    public void Who_may_only_view_orders_changes_nothing_at_Glase()
    {
        var posts = AdminControllers.SelectMany(ActionsOf)
            .Where(action => action.IsDefined(typeof(HttpPostAttribute)) && PermissionsOf(action).Intersect(_permissionsToView).Any());

        // Reports are read again, or no longer, and grids are filled: that changes nothing.
        Assert.That(posts.Select(action => action.Name), Is.EquivalentTo(new[]
        {
            nameof(GlaseReportAdminController.FetchAgain), nameof(GlaseReportAdminController.Cancel),
            nameof(GlasePaymentListAdminController.Data), nameof(GlasePeriodAdminController.Data),
            nameof(GlaseReconciliationAdminController.Differences), nameof(GlaseReconciliationAdminController.Matched)
        }));
    }

    [Test]
    public void What_is_forgotten_is_found()
    {
        Assert.That(MissingIn(typeof(WithoutPermissionController)).Single(), Does.StartWith("WithoutPermissionController.Show: CheckPermission"));
        Assert.That(MissingIn(typeof(WithoutBaseController)), Has.Count.EqualTo(4));
    }

    // What an action lacks, each with its own name; empty when it lacks nothing.
    private static List<string> MissingIn(Type controller)
    {
        var missing = new List<string>();
        foreach (var required in new[] { typeof(AuthorizeAdminAttribute), typeof(AreaAttribute), typeof(AutoValidateAntiforgeryTokenAttribute), typeof(DenyVendorsAttribute) })
        {
            if (!controller.IsDefined(required, inherit: true))
                missing.Add($"{controller.Name}: {required.Name}");
        }

        foreach (var action in ActionsOf(controller))
        {
            if (PermissionsOf(action).Count == 0)
                missing.Add($"{controller.Name}.{action.Name}: {nameof(CheckPermissionAttribute)}");
            if (action.Name is not nameof(GlaseAdminController.Configure) && !action.IsDefined(typeof(HttpMethodAttribute)))
                missing.Add($"{controller.Name}.{action.Name}: {nameof(HttpMethodAttribute)}");
        }

        return missing;
    }

    // Public methods are actions, wherever in the hierarchy the plugin declares them.
    private static IEnumerable<MethodInfo> ActionsOf(Type controller)
    {
        return controller.GetMethods(BindingFlags.Instance | BindingFlags.Public)
            .Where(method => method.DeclaringType?.Assembly != typeof(Controller).Assembly
                && method.DeclaringType?.Assembly != typeof(ControllerBase).Assembly
                && method.DeclaringType?.Assembly != typeof(BasePaymentController).Assembly
                && method.DeclaringType != typeof(object)
                && !method.IsDefined(typeof(NonActionAttribute)));
    }

    private static List<string> PermissionsOf(MethodInfo action)
    {
        return [.. action.GetCustomAttributes<CheckPermissionAttribute>().SelectMany(attribute => attribute.PermissionSystemName)];
    }

    [NonController]
    private sealed class WithoutPermissionController : BaseGlaseAdminController
    {
        [HttpGet]
        public RedirectToActionResult Show() => RedirectToOrders();
    }

    [NonController]
    private sealed class WithoutBaseController : BasePaymentController
    {
        [HttpGet]
        [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
        public OkResult Show() => Ok();
    }
}
