using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Controllers;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Controllers;

public class GlasePaymentAdminControllerTests
{
    private static MethodInfo[] Actions =>
        typeof(GlasePaymentAdminController).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);

    [Test]
    public void Order_viewers_see_payments_and_order_editors_can_act_on_them()
    {
        Assert.Multiple(() =>
        {
            Assert.That(typeof(GlasePaymentAdminController), Has.Attribute<AuthorizeAdminAttribute>());
            Assert.That(typeof(GlasePaymentAdminController), Has.Attribute<AutoValidateAntiforgeryTokenAttribute>());
            Assert.That(Permissions(Actions.Where(action => action.IsDefined(typeof(HttpGetAttribute)))),
                Is.EqualTo(new[] { StandardPermission.Orders.ORDERS_VIEW }));
            Assert.That(Permissions(Actions.Where(action => action.IsDefined(typeof(HttpPostAttribute)))),
                Has.Count.EqualTo(Actions.Length - 1).And.All.EqualTo(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE));
        });
    }

    private static List<string> Permissions(IEnumerable<MethodInfo> actions)
    {
        return [.. actions.Select(action => action.GetCustomAttribute<CheckPermissionAttribute>()?.PermissionSystemName.Single())];
    }
}
