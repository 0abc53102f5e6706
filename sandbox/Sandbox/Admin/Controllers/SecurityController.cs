using Microsoft.AspNetCore.Mvc;

namespace Sandbox.Admin.Controllers;

public class SecurityController : AdminController
{
    [HttpGet]
    public IActionResult AccessDenied() => View();
}
