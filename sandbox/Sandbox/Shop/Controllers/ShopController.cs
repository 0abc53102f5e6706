using Microsoft.AspNetCore.Mvc;

namespace Sandbox.Shop.Controllers;

/// <summary>What all public pages have in common.</summary>
[AutoValidateAntiforgeryToken]
public abstract class ShopController : Controller
{
    private protected T Service<T>() => HttpContext.RequestServices.GetRequiredService<T>();
}
