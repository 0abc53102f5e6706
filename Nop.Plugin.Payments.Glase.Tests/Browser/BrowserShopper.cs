using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Nop.Core.Domain.Orders;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// Somebody with a browser of their own, on the way through the shop. The steps have the same buttons in the checkout on one
/// page and on several.
/// </summary>
internal sealed partial class BrowserShopper : IAsyncDisposable
{
    /// <summary>
    /// How long a page may take: the first ones of a shop are compiled on the way, on machines that are busy with other tests.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _problems = new();

    private BrowserShopper(ShopFixture fixture, IBrowserContext context)
    {
        Fixture = fixture;
        Context = context;
    }

    public ShopFixture Fixture { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; private set; }

    /// <summary>
    /// What the browser complained about, such as violations of the content security policy.
    /// </summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public void ForgetProblems() => _problems.Clear();

    public ILocator Payment => Page.Locator("glase-payment");

    public ILocator Status => Page.Locator("[data-glase-status]");

    public static BrowserNewContextOptions Phone => new()
    {
        ViewportSize = new ViewportSize { Width = 360, Height = 740 },
        UserAgent = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36",
        IsMobile = true,
        HasTouch = true
    };

    public static async Task<BrowserShopper> EnterAsync(ShopFixture fixture, BrowserNewContextOptions options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL ??= fixture.Shop.BaseUri.ToString();
        var browserShopper = new BrowserShopper(fixture, await Chromium.Browser.NewContextAsync(options));
        browserShopper.Context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        browserShopper.Page = await browserShopper.OpenTabAsync();
        return browserShopper;
    }

    public async Task<IPage> OpenTabAsync()
    {
        var page = await Context.NewPageAsync();
        page.PageError += (_, error) => _problems.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _problems.Enqueue(message.Text);
        };
        return page;
    }

    public async Task FillCartAsync(int productId = 1)
    {
        await Page.GotoAsync($"product/{productId}");
        await Page.ClickAsync(".add-to-cart-button");
        await UntilAtCartAsync(Page);
    }

    /// <summary>
    /// Waits until a page is the cart, again and again: of a page that has its address already, Playwright's own wait misses the load event
    /// that comes in this moment, and waits for another one.
    /// </summary>
    public static Task UntilAtCartAsync(IPage page) => Assertions.Expect(page).ToHaveURLAsync(CartAddress());

    /// <summary>
    /// Goes from the cart to the payment step, as a guest.
    /// </summary>
    public async Task GoToPaymentStepAsync(bool isSent = true)
    {
        await Page.GotoAsync("cart");
        await Page.ClickAsync("#checkout");
        await Page.FillAsync("#FirstName", "Astrid");
        await Page.FillAsync("#LastName", "Guest");
        await Page.FillAsync("#Email", "astrid@example.com");
        await Page.FillAsync("#PhoneNumber", "0701234567");
        await Page.FillAsync("#Address1", "Storgatan 1");
        await Page.FillAsync("#ZipPostalCode", "111 22");
        await Page.FillAsync("#City", "Stockholm");
        await Page.ClickAsync(".new-address-next-step-button");
        if (isSent)
            await Page.ClickAsync(".shipping-method-next-step-button");
        await ChooseGlaseAsync();
    }

    /// <summary>
    /// Goes from the choice of payment methods to the payment step.
    /// </summary>
    public async Task ChooseGlaseAsync()
    {
        await Page.CheckAsync("input[name=paymentmethod][value='Payments.Glase']");
        _problems.Clear();
        await Page.ClickAsync(".payment-method-next-step-button");
        await Payment.WaitForAsync();
    }

    /// <summary>
    /// Goes from the choice of payment methods to the step of another one, where the host's button is offered.
    /// </summary>
    public async Task ChooseCheckAsync()
    {
        await Page.CheckAsync("input[name=paymentmethod][value='Payments.CheckMoneyOrder']");
        await Page.ClickAsync(".payment-method-next-step-button");
        await Assertions.Expect(Page.Locator(".payment-info-next-step-button")).ToBeVisibleAsync();
    }

    /// <summary>
    /// Fills a cart and goes to the payment step, where the code is.
    /// </summary>
    /// <returns>Glase's reference of the invoice</returns>
    public async Task<string> GetCodeAsync()
    {
        await FillCartAsync();
        await GoToPaymentStepAsync();
        return await CodeAsync();
    }

    /// <summary>
    /// Goes to the payment step with an item that is not sent by post: its price is known whatever is done to the cart.
    /// </summary>
    /// <returns>Glase's reference of the invoice</returns>
    public async Task<string> GetCodeOfMapAsync()
    {
        await FillCartAsync(productId: 6);
        await GoToPaymentStepAsync(isSent: false);
        return await CodeAsync();
    }

    /// <summary>
    /// Waits for the code on the page. On a machine that is busy with other tests, Glase's answer may take longer than the
    /// checkout waits for it: then the shopper tries again, as the page says.
    /// </summary>
    /// <returns>Glase's reference of the invoice</returns>
    public async Task<string> CodeAsync(IPage page = null)
    {
        page ??= Page;
        var code = page.Locator("glase-payment[data-state=waiting]");
        var again = page.Locator("[data-glase-panel=unavailable] .glase-button:not(:disabled)");
        for (var tries = 0; tries < 5; tries++)
        {
            await Assertions.Expect(code.Or(again)).ToBeVisibleAsync();
            if (await code.IsVisibleAsync())
                break;
            await again.DispatchEventAsync("click");
            await page.WaitForTimeoutAsync(500);
        }

        var link = await page.Locator("glase-payment a[href^='seqr:']").GetAttributeAsync("href");
        return link[(link.LastIndexOf("/R", StringComparison.Ordinal) + 2)..];
    }

    /// <summary>
    /// Goes on from the payment step without having paid, and places the order.
    /// </summary>
    public async Task PlaceOrderAsync()
    {
        await Page.ClickAsync(".payment-info-next-step-button");
        await Page.ClickAsync(".confirm-order-next-step-button");
    }

    public Task StateIsAsync(string state) => Assertions.Expect(Payment).ToHaveAttributeAsync("data-state", state);

    public Task ExpectStreamAsync() => ExpectStreamAsync(Page);

    /// <summary>
    /// Waits until the page is told of changes by a stream.
    /// </summary>
    public static Task ExpectStreamAsync(IPage page)
    {
        return Assertions.Expect(page.Locator("glase-payment")).ToHaveJSPropertyAsync("streaming", true);
    }

    /// <summary>
    /// Waits for the page at the end of a checkout.
    /// </summary>
    public async Task<Order> ArriveAsync(IPage page = null)
    {
        page ??= Page;
        await Assertions.Expect(page).ToHaveURLAsync(CompletedPage());
        var order = await Fixture.OrderAsync(int.Parse(CompletedPage().Match(page.Url).Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.That(order, Is.Not.Null);
        return order;
    }

    public Task<string> FocusedTextAsync() => Page.EvaluateAsync<string>("document.activeElement.textContent");

    public async ValueTask DisposeAsync() => await Context.CloseAsync();

    [GeneratedRegex("/checkout/completed/([0-9]+)")]
    private static partial Regex CompletedPage();

    [GeneratedRegex("/cart$")]
    private static partial Regex CartAddress();
}
