using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Each test has a shop with the plugin, and an admin who is logged in.
/// </summary>
public abstract class AdminShopTestBase : ShopTestBase
{
    private protected HttpShopper _admin;

    [SetUp]
    public async Task LogInAdminAsync()
    {
        _admin = _fixture.NewShopper();
        await _admin.LogInAsAdminAsync();
    }

    [TearDown]
    public void LogOutAdmin() => _admin?.Dispose();
}
