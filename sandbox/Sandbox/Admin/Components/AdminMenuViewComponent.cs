using Microsoft.AspNetCore.Mvc;
using Nop.Web.Framework.Components;
using Nop.Web.Framework.Menu;

namespace Sandbox.Admin.Components;

public class AdminMenuViewComponent : NopViewComponent
{
    private readonly IAdminMenu _menu;

    public AdminMenuViewComponent(IAdminMenu menu)
    {
        _menu = menu;
    }

    public async Task<IViewComponentResult> InvokeAsync() => View(await _menu.GetRootNodeAsync());
}
