using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Each test has a shop with the plugin, and a shopper in it. Tests whose shop is made otherwise start their own <see cref="ShopFixture"/>.
/// </summary>
public abstract class ShopTestBase
{
    private protected ShopFixture _fixture;
    private protected HttpShopper _httpShopper;

    [SetUp]
    public async Task OpenShopAsync()
    {
        _fixture = await ShopFixture.StartAsync();
        _httpShopper = _fixture.NewShopper();
    }

    [TearDown]
    public async Task CloseShopAsync()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }
}
