using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Core;
using Nop.Services.Stores;
using Nop.Web.Framework.Components;

namespace Sandbox.Admin.Components;

/// <summary>Lets the administrator choose whose settings a page shows. With one store there is nothing to choose.</summary>
public class StoreScopeConfigurationViewComponent : NopViewComponent
{
    private readonly IStoreContext _storeContext;
    private readonly IStoreService _stores;

    public StoreScopeConfigurationViewComponent(IStoreContext storeContext, IStoreService stores)
    {
        _storeContext = storeContext;
        _stores = stores;
    }

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var stores = await _stores.GetAllStoresAsync();
        if (stores.Count < 2)
            return Content("");

        var scope = await _storeContext.GetActiveStoreScopeConfigurationAsync();
        var items = stores.Select(store => new SelectListItem(store.Name, $"{store.Id}", store.Id == scope)).ToList();
        items.Insert(0, new SelectListItem("All stores", "0", scope == 0));
        return View(items);
    }
}
