using Microsoft.AspNetCore.Mvc;
using Nop.Services.Customers;
using Sandbox.Admin.Models;

namespace Sandbox.Admin.Controllers;

/// <summary>The page of a customer, with the place where plugins show something.</summary>
public class CustomerController : AdminController
{
    [HttpGet]
    public async Task<IActionResult> Edit(int id)
    {
        return await Service<ICustomerService>().GetCustomerByIdAsync(id) is { } customer
            ? View(new CustomerModel { Id = customer.Id, Email = customer.Email })
            : NotFound();
    }
}
