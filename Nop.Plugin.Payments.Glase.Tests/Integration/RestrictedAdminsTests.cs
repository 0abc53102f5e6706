using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Security;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Security;
using NUnit.Framework;
using Sandbox.Services.Security;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Accounts that see only a part of the admin find nothing there that they may not use.
/// </summary>
public class RestrictedAdminsTests
{
    [Test]
    public async Task A_vendor_sees_no_entry_that_leads_nowhere()
    {
        await using var fixture = await ShopFixture.StartAsync();
        var payment = await ReportingShop.BuyAsync(fixture);
        using var vendor = fixture.NewShopper();
        using var admin = fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await vendor.LogInAsAdminAsync("vendor@example.com");

        Assert.That(EntriesOf(admin), Has.Exactly(2).Items);
        Assert.That(EntriesOf(vendor), Is.Empty);
        foreach (var page in new[] { "Admin", "Admin/Order/List", $"Admin/Customer/Edit/{payment.CustomerId}" })
        {
            await admin.GoAsync(page);
            await vendor.GoAsync(page);
            Assert.That(admin.Page.QuerySelector("main a[href*='/Admin/Glase/Payments']"), Is.Not.Null, page);
            Assert.That(vendor.Page.QuerySelector("main a[href*='/Admin/Glase']"), Is.Null, page);
        }

        await vendor.GoAsync($"Admin/Order/Edit/{payment.OrderId}");
        Assert.That(vendor.Page.QuerySelector(".glase-payment-panel"), Is.Null);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Export_shows_only_to_who_may_export(bool mayExport)
    {
        await using var fixture = await ShopFixture.StartAsync(options => options.ConfigureServices = services =>
        {
            if (!mayExport)
                services.Replace(ServiceDescriptor.Scoped<IPermissionService>(provider => new WithoutExport(
                    ActivatorUtilities.CreateInstance<PermissionService>(provider))));
        });
        await ReportingShop.EnterCredentialsAsync(fixture);
        await ReportingShop.BuyAsync(fixture);
        var period = await ReportingShop.CloseAsync(fixture);
        await ReportingShop.LoadAsync(fixture, period);
        using var admin = fixture.NewShopper();
        await admin.LogInAsAdminAsync();

        await admin.GoAsync("Admin/Glase/Payments");
        Assert.That(admin.Page.QuerySelector("button[formaction*='/Export']") is not null, Is.EqualTo(mayExport));
        await admin.GoAsync($"Admin/Glase/Period/{period.Id}/{ReportCatalog.ForReconciliation(period)}");
        Assert.That(admin.Page.QuerySelectorAll("a[href$='/Csv'], a[href$='/Xlsx'], a[href$='/Xml']").Length, Is.EqualTo(mayExport ? 3 : 0));
        Assert.That(admin.Page.QuerySelector("[data-glase-report]"), Is.Not.Null);
    }

    private static IEnumerable<string> EntriesOf(HttpShopper person)
    {
        return person.Page.QuerySelectorAll("nav a").Select(entry => entry.GetAttribute("href"))
            .Where(address => address.Contains("/Glase", StringComparison.Ordinal));
    }

    private sealed class WithoutExport : IPermissionService
    {
        private readonly IPermissionService _all;

        public WithoutExport(IPermissionService all)
        {
            _all = all;
        }

        public Task<bool> AuthorizeAsync(PermissionRecord permission) => AuthorizeAsync(permission.SystemName);

        public Task<bool> AuthorizeAsync(PermissionRecord permission, Customer customer) => AuthorizeAsync(permission.SystemName, customer);

        public async Task<bool> AuthorizeAsync(string permissionRecordSystemName)
        {
            return IsGranted(permissionRecordSystemName) && await _all.AuthorizeAsync(permissionRecordSystemName);
        }

        public async Task<bool> AuthorizeAsync(string permissionRecordSystemName, Customer customer)
        {
            return IsGranted(permissionRecordSystemName) && await _all.AuthorizeAsync(permissionRecordSystemName, customer);
        }

        public async Task<bool> AuthorizeAsync(string permissionRecordSystemName, int customerRoleId)
        {
            return IsGranted(permissionRecordSystemName) && await _all.AuthorizeAsync(permissionRecordSystemName, customerRoleId);
        }

        private static bool IsGranted(string permission) => permission != StandardPermission.Orders.ORDERS_IMPORT_EXPORT;
    }
}
