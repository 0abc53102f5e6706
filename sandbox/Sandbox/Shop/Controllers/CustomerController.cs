using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Http;
using Nop.Data;
using Sandbox.Services.Customers;
using Sandbox.Shop.Models;

namespace Sandbox.Shop.Controllers;

public class CustomerController : ShopController
{
    private readonly IWorkContext _workContext;

    public CustomerController(IWorkContext workContext)
    {
        _workContext = workContext;
    }

    [HttpGet]
    public IActionResult Login(string returnUrl) => View(new LoginModel { ReturnUrl = returnUrl });

    [HttpPost]
    public async Task<IActionResult> Login(LoginModel model)
    {
        var logins = Service<CustomerLogins>();
        var customer = ModelState.IsValid ? await logins.FindAsync(model.Email, model.Password) : null;
        if (customer is null)
        {
            if (ModelState.IsValid)
                ModelState.AddModelError("", "E-mail and password do not belong together.");
            return View(model);
        }

        await TakeCartAlongAsync(await _workContext.GetCurrentCustomerAsync(), customer);
        await logins.SignInAsync(customer);
        await _workContext.SetCurrentCustomerAsync(customer);
        return Url.IsLocalUrl(model.ReturnUrl) ? Redirect(model.ReturnUrl) : RedirectToRoute(NopRouteNames.General.HOMEPAGE);
    }

    [HttpPost]
    public async Task<IActionResult> Logout()
    {
        await Service<CustomerLogins>().SignOutAsync();
        Response.Cookies.Delete(NopCookieDefaults.Prefix + NopCookieDefaults.CustomerCookie);
        return RedirectToRoute(NopRouteNames.General.HOMEPAGE);
    }

    private async Task TakeCartAlongAsync(Customer from, Customer to)
    {
        if (from.Id == to.Id)
            return;

        var items = Service<IRepository<ShoppingCartItem>>();
        foreach (var item in items.Table.Where(item => item.CustomerId == from.Id).ToList())
        {
            item.CustomerId = to.Id;
            await items.UpdateAsync(item);
        }
    }
}
