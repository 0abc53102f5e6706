using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Services.Common;

namespace Sandbox.Admin.Controllers;

/// <summary>What an administrator has folded.</summary>
public class PreferencesController : AdminController
{
    [HttpPost]
    public async Task<IActionResult> SavePreference(string name, bool value)
    {
        var customer = await Service<IWorkContext>().GetCurrentCustomerAsync();
        await Service<IGenericAttributeService>().SaveAttributeAsync(customer, name, value);
        return Json(new { Result = true });
    }
}
