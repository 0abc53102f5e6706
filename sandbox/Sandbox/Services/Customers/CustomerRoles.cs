using Nop.Core.Domain.Customers;
using Nop.Data;
using Sandbox.Data;
using Sandbox.Data.Entities;

namespace Sandbox.Services.Customers;

/// <summary>Which roles a customer has.</summary>
internal sealed class CustomerRoles
{
    private readonly IRepository<CustomerRole> _roles;
    private readonly IRepository<CustomerRoleLink> _links;
    private readonly RequestCache _cache;

    public CustomerRoles(IRepository<CustomerRole> roles, IRepository<CustomerRoleLink> links, RequestCache cache)
    {
        _roles = roles;
        _links = links;
        _cache = cache;
    }

    public async Task<IList<CustomerRole>> OfAsync(Customer customer, bool showHidden)
    {
        var all = await _cache.GetAsync(CacheKeys.Prepare(Key, customer.Id), async () =>
        {
            var ids = _links.Table.Where(link => link.CustomerId == customer.Id).Select(link => link.CustomerRoleId).ToList();
            return (await _roles.GetAllAsync(query => query, _ => default)).Where(role => ids.Contains(role.Id)).ToList();
        });
        return all.Where(role => showHidden || role.Active).ToList();
    }

    public async Task AddAsync(Customer customer, string systemName)
    {
        var role = _roles.Table.First(role => role.SystemName == systemName);
        await _links.InsertAsync(new CustomerRoleLink { CustomerId = customer.Id, CustomerRoleId = role.Id });
        _cache.Remove(CacheKeys.Prepare(Key, customer.Id));
    }

    private static Nop.Core.Caching.CacheKey Key => new("Sandbox.customerroles.{0}");
}
