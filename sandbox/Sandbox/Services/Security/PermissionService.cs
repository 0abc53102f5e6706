using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Security;
using Nop.Data;
using Nop.Services.Customers;
using Nop.Services.Security;

namespace Sandbox.Services.Security;

/// <summary>
/// Administrators may do everything, vendors what nopCommerce lets them do with orders, everybody else look around in the shop and
/// nothing else of what is guarded.
/// </summary>
internal sealed class PermissionService : IPermissionService
{
    private static readonly string[] _ofVendors =
    [
        StandardPermission.Security.ACCESS_ADMIN_PANEL, StandardPermission.Orders.ORDERS_VIEW,
        StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE, StandardPermission.Orders.ORDERS_IMPORT_EXPORT
    ];

    private readonly ICustomerService _customers;
    private readonly IRepository<CustomerRole> _roles;
    private readonly IWorkContext _workContext;

    public PermissionService(ICustomerService customers, IRepository<CustomerRole> roles, IWorkContext workContext)
    {
        _customers = customers;
        _roles = roles;
        _workContext = workContext;
    }

    public Task<bool> AuthorizeAsync(PermissionRecord permission) => AuthorizeAsync(permission.SystemName);

    public Task<bool> AuthorizeAsync(PermissionRecord permission, Customer customer) =>
        AuthorizeAsync(permission.SystemName, customer);

    public async Task<bool> AuthorizeAsync(string permissionRecordSystemName)
    {
        return await AuthorizeAsync(permissionRecordSystemName, await _workContext.GetCurrentCustomerAsync());
    }

    public async Task<bool> AuthorizeAsync(string permissionRecordSystemName, Customer customer)
    {
        return IsEverybodys(permissionRecordSystemName)
            || await _customers.IsAdminAsync(customer)
            || _ofVendors.Contains(permissionRecordSystemName) && await _customers.IsVendorAsync(customer);
    }

    public async Task<bool> AuthorizeAsync(string permissionRecordSystemName, int customerRoleId)
    {
        return IsEverybodys(permissionRecordSystemName)
            || (await _roles.GetByIdAsync(customerRoleId))?.SystemName == NopCustomerDefaults.AdministratorsRoleName;
    }

    private static bool IsEverybodys(string permission) =>
        permission == StandardPermission.PublicStore.PUBLIC_STORE_ALLOW_NAVIGATION;
}
