using Microsoft.Playwright;
using Nop.Core.Domain;
using Nop.Core.Domain.Payments;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// One tab shows a code while the shopper logs in or out in another.
/// </summary>
public class LogInBrowserTests
{
    private ShopFixture _fixture;
    private BrowserShopper _browserShopper;

    [TearDown]
    public async Task LeaveAsync()
    {
        await _browserShopper.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_guest_who_logs_in_in_another_tab_pays_the_same_code_and_arrives(bool onePage)
    {
        await EnterAsync(onePage);
        var reference = await _browserShopper.GetCodeOfMapAsync();

        await LogInAsync(await _browserShopper.OpenTabAsync());
        await Assertions.Expect(_browserShopper.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€7.77");
        _fixture.Glase.Pay(reference);

        var order = await _browserShopper.ArriveAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        await Assertions.Expect(_browserShopper.Page.Locator(".site-nav")).ToContainTextAsync("Log out");
    }

    [Test]
    public async Task The_amount_beside_the_code_follows_into_an_account_that_has_items_of_its_own()
    {
        await EnterAsync();
        var earlier = await BrowserShopper.EnterAsync(_fixture);
        await LogInAsync(earlier.Page);
        await earlier.FillCartAsync(productId: 6);
        await earlier.DisposeAsync();
        var reference = await _browserShopper.GetCodeOfMapAsync();

        await LogInAsync(await _browserShopper.OpenTabAsync());
        await Assertions.Expect(_browserShopper.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€15.54");
        _fixture.Glase.Pay(reference);

        Assert.That((await _browserShopper.ArriveAsync()).OrderTotal, Is.EqualTo(15.54m));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_code_that_a_login_cancels_leads_back_into_the_checkout(bool onePage)
    {
        await EnterAsync(onePage);
        await _browserShopper.GetCodeAsync();

        await LogInAsync(await _browserShopper.OpenTabAsync());
        await _browserShopper.StateIsAsync("withdrawn");
        await _browserShopper.Page.ClickAsync("[data-glase-panel~=withdrawn] .glase-button");

        await Assertions.Expect(_browserShopper.Page.Locator(".site-nav")).ToContainTextAsync("Log out");
    }

    [Test]
    public async Task Who_logs_out_in_another_tab_sees_no_amount_any_more_and_is_told_when_it_is_paid()
    {
        await EnterAsync();
        await LogInAsync(_browserShopper.Page);
        await _browserShopper.FillCartAsync(productId: 6);
        await _browserShopper.Page.GotoAsync("cart");
        await _browserShopper.Page.ClickAsync("#checkout");
        await _browserShopper.Page.ClickAsync(".new-address-next-step-button");
        await _browserShopper.ChooseGlaseAsync();
        var reference = await _browserShopper.CodeAsync();
        var other = await _browserShopper.OpenTabAsync();
        await other.GotoAsync("");
        await other.ClickAsync(".site-nav .link-button");
        await Assertions.Expect(other.Locator(".site-nav")).ToContainTextAsync("Log in");

        _fixture.Glase.Pay(reference);

        await _browserShopper.Page.WaitForURLAsync("**/glase/*/complete");
        await Assertions.Expect(_browserShopper.Payment).ToContainTextAsync("Paid, thank you");
        await Assertions.Expect(_browserShopper.Page.Locator("body")).Not.ToContainTextAsync("7.77");
    }

    [Test]
    public async Task Who_pays_while_the_store_is_closed_arrives_at_a_page_that_says_so()
    {
        await EnterAsync();
        var reference = await _browserShopper.GetCodeAsync();
        await _fixture.Shop.ChangeSettingsAsync<StoreInformationSettings>(settings => settings.StoreClosed = true);

        _fixture.Glase.Pay(reference);

        await Assertions.Expect(_browserShopper.Page.Locator(".glase-receipt")).ToContainTextAsync("Paid, thank you");
        Assert.That(_browserShopper.Problems, Is.Empty);
    }

    private async Task EnterAsync(bool onePage = false)
    {
        _fixture = await BrowserShops.StartAsync(onePage);
        _browserShopper = await BrowserShopper.EnterAsync(_fixture);
    }

    private static async Task LogInAsync(IPage page)
    {
        await page.GotoAsync("login");
        await page.FillAsync("#Email", "shopper@example.com");
        await page.FillAsync("#Password", "sandbox");
        await page.ClickAsync(".login-button");
        await Assertions.Expect(page.Locator(".site-nav")).ToContainTextAsync("Log out");
    }
}
