using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Nop.Core.Domain.Customers;
using Nop.Data;
using Nop.Services.Customers;
using Nop.Services.Security;
using Sandbox.Data.Entities;

namespace Sandbox.Services.Customers;

/// <summary>Registered customers' passwords, and who is signed in.</summary>
internal sealed class CustomerLogins
{
    private const string Format = "SHA512";

    private readonly IRepository<CustomerLogin> _logins;
    private readonly ICustomerService _customers;
    private readonly IEncryptionService _encryption;
    private readonly IHttpContextAccessor _http;

    public CustomerLogins(
        IRepository<CustomerLogin> logins, ICustomerService customers, IEncryptionService encryption, IHttpContextAccessor http)
    {
        _logins = logins;
        _customers = customers;
        _encryption = encryption;
        _http = http;
    }

    public Task SetPasswordAsync(Customer customer, string password)
    {
        var salt = _encryption.CreateSaltKey(8);
        return _logins.InsertAsync(new CustomerLogin
        {
            CustomerId = customer.Id,
            Salt = salt,
            Hash = _encryption.CreatePasswordHash(password, salt, Format)
        });
    }

    /// <returns>Null when email and password do not belong together.</returns>
    public async Task<Customer> FindAsync(string email, string password)
    {
        var customer = await _customers.GetCustomerByEmailAsync(email);
        var login = customer is null ? null : _logins.Table.FirstOrDefault(login => login.CustomerId == customer.Id);
        return login?.Hash == _encryption.CreatePasswordHash(password ?? "", login?.Salt ?? "", Format) ? customer : null;
    }

    public async Task<Customer> SignedInAsync()
    {
        var email = _http.HttpContext?.User.FindFirstValue(ClaimTypes.Email);
        var customer = string.IsNullOrEmpty(email) ? null : await _customers.GetCustomerByEmailAsync(email);
        return customer is { Active: true, Deleted: false } && await _customers.IsRegisteredAsync(customer) ? customer : null;
    }

    public Task SignInAsync(Customer customer)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Email, customer.Email)], CookieAuthenticationDefaults.AuthenticationScheme);
        return _http.HttpContext.SignInAsync(new ClaimsPrincipal(identity));
    }

    public Task SignOutAsync() => _http.HttpContext.SignOutAsync();
}
