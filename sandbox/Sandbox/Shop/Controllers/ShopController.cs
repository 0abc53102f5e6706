using Microsoft.AspNetCore.Mvc;
using Nop.Web.Framework.Mvc.Filters;

namespace Sandbox.Shop.Controllers;

/// <summary>What all public pages have in common.</summary>
[AutoValidateAntiforgeryToken]
[CheckAccessClosedStore]
public abstract class ShopController : Controller
{
    private protected T Service<T>() => HttpContext.RequestServices.GetRequiredService<T>();
}
