using Microsoft.AspNetCore.Mvc;

namespace Sandbox.Shop.Controllers;

public class HomeController : ShopController
{
    [HttpGet]
    public async Task<IActionResult> Index() => View(await Service<ProductModelFactory>().PrepareListAsync());
}
