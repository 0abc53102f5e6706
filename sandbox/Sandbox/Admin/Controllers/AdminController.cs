using Microsoft.AspNetCore.Mvc;
using Nop.Web.Framework;
using Nop.Web.Framework.Mvc.Filters;

namespace Sandbox.Admin.Controllers;

/// <summary>What all pages of the administration have in common.</summary>
[AuthorizeAdmin]
[Area(AreaNames.ADMIN)]
[AutoValidateAntiforgeryToken]
public abstract class AdminController : Controller
{
    private protected T Service<T>() => HttpContext.RequestServices.GetRequiredService<T>();
}
