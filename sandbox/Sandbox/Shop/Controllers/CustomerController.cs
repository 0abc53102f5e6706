using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Events;
using Nop.Core.Http;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Web.Framework.Mvc.Filters;
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
    [CheckAccessClosedStore(ignore: true)]
    public IActionResult Login(string returnUrl) => View(new LoginModel { ReturnUrl = returnUrl });

    [HttpPost]
    [CheckAccessClosedStore(ignore: true)]
    public async Task<IActionResult> Login(LoginModel model)
    {
        var logins = Service<CustomerLogins>();
        var customer = ModelState.IsValid ? await logins.FindAsync(model.Email, model.Password) : null;
        if (customer is null)
        {
            if (ModelState.IsValid)
                ModelState.AddModelError("", "Email and password do not belong together.");
            return View(model);
        }

        var before = await _workContext.GetCurrentCustomerAsync();
        if (before.Id != customer.Id)
        {
            await Service<IShoppingCartService>().MigrateShoppingCartAsync(before, customer, includeCouponCodes: true);
            await _workContext.SetCurrentCustomerAsync(customer);
        }

        await logins.SignInAsync(customer);
        var isGuest = before.Id != customer.Id && await Service<ICustomerService>().IsGuestAsync(before);
        await Service<IEventPublisher>().PublishAsync(new CustomerLoggedinEvent(customer, isGuest ? before : null));
        return Url.IsLocalUrl(model.ReturnUrl) ? Redirect(model.ReturnUrl) : RedirectToRoute(NopRouteNames.General.HOMEPAGE);
    }

    // The cookie goes on to name the customer, until the next page makes a guest of whoever is signed in no more.
    [HttpPost]
    [CheckAccessClosedStore(ignore: true)]
    public async Task<IActionResult> Logout()
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        await Service<CustomerLogins>().SignOutAsync();
        await Service<IEventPublisher>().PublishAsync(new CustomerLoggedOutEvent(customer));
        return RedirectToRoute(NopRouteNames.General.HOMEPAGE);
    }
}
