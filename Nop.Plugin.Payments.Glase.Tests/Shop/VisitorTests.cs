using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Shop;

/// <summary>Whom the shop takes its visitors for.</summary>
public class VisitorTests
{
    private ShopFixture _fixture;

    [SetUp]
    public async Task StartAsync() => _fixture = await ShopFixture.StartAsync(options => options.InstallGlase = false);

    [TearDown]
    public async Task StopAsync() => await _fixture.DisposeAsync();

    [Test]
    public async Task A_browser_becomes_one_guest_however_often_it_comes()
    {
        using var httpShopper = _fixture.NewShopper();
        await httpShopper.GoAsync("");
        await httpShopper.GoAsync("cart");

        Assert.That(await GuestsAsync(), Has.Count.EqualTo(1));
    }

    [TestCase("curl/8.5.0")]
    [TestCase("Java/17.0.2")]
    [TestCase("python-requests/2.31")]
    public async Task A_program_is_the_search_engines_account(string userAgent)
    {
        using var httpShopper = _fixture.NewShopper();
        httpShopper.Http.DefaultRequestHeaders.UserAgent.Clear();
        httpShopper.Http.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);

        await httpShopper.GoAsync("");

        Assert.That(await GuestsAsync(), Is.Empty);
        Assert.That((await _fixture.AllAsync<Customer>()).Select(customer => customer.SystemName), Does.Contain("SearchEngine"));
    }

    [Test]
    public async Task The_administration_asks_who_one_is()
    {
        using var httpShopper = _fixture.NewShopper();

        await httpShopper.GoAsync("Admin/Order/List");
        Assert.That(httpShopper.At.AbsolutePath, Is.EqualTo("/login"));
        await httpShopper.PressAsync(
            httpShopper.Page.QuerySelector(".login-button"), ("Email", "shopper@example.com"), ("Password", "sandbox"));

        Assert.That(httpShopper.At.AbsolutePath, Is.EqualTo("/login"), "a customer is no administrator");
    }

    private async Task<IList<Customer>> GuestsAsync()
    {
        return [.. (await _fixture.AllAsync<Customer>()).Where(customer => customer.Email is null && !customer.IsSystemAccount)];
    }
}
