using Microsoft.AspNetCore.Mvc;
using Nop.Services.Catalog;

namespace Sandbox.Shop.Controllers;

public class ProductController : ShopController
{
    [HttpGet]
    public async Task<IActionResult> Details(int productId)
    {
        var product = await Service<IProductService>().GetProductByIdAsync(productId);
        return product is { Published: true, Deleted: false }
            ? View(await Service<ProductModelFactory>().PrepareAsync(product))
            : NotFound();
    }
}
