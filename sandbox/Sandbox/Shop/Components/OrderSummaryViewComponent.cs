using Microsoft.AspNetCore.Mvc;
using Nop.Web.Framework.Components;

namespace Sandbox.Shop.Components;

/// <summary>The cart with its sums, beside and below the checkout's steps.</summary>
public class OrderSummaryViewComponent : NopViewComponent
{
    private readonly IServiceProvider _services;

    public OrderSummaryViewComponent(IServiceProvider services)
    {
        _services = services;
    }

    public async Task<IViewComponentResult> InvokeAsync()
    {
        return View(await _services.GetRequiredService<CartModelFactory>().PrepareAsync(isEditable: false));
    }
}
