using Microsoft.AspNetCore.Mvc;
using Nop.Core;

namespace Nop.Web.Framework.Controllers;

public abstract class BaseController : Controller
{
    protected virtual Task<string> RenderViewComponentToStringAsync(Type componentType, object arguments = null) =>
        throw DeclarationOnly.Called();

    protected virtual Task<string> RenderPartialViewToStringAsync(string viewName, object model) =>
        throw DeclarationOnly.Called();

    protected JsonResult ErrorJson(string error) => Json(new { error });

    protected JsonResult ErrorJson(object errors) => Json(new { error = errors });
}
