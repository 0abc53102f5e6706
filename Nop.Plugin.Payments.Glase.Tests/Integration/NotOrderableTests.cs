using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data.Entities;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Only carts that nopCommerce will order get a code.
/// </summary>
public class NotOrderableTests : ShopTestBase
{
    private const int Coffee = 0;
    private const int Candle = 2;
    private const string Cheque = "Payments.CheckMoneyOrder";

    private static IEnumerable<TestCaseData> Obstacles()
    {
        static TestCaseData Case(string name, string reason, string remedy, Func<ShopFixture, Task> arrange) =>
            new TestCaseData(reason, remedy, arrange).SetArgDisplayNames(name);

        static Func<ShopFixture, Task> Orders(Action<OrderSettings> change) => fixture => fixture.Shop.ChangeSettingsAsync(change);

        static Func<ShopFixture, Task> Coffees(Action<Product> change) => fixture => fixture.ChangeAllAsync<Product>(product =>
        {
            if (product.Name == "Forest roast coffee")
                change(product);
        });

        yield return Case("checkout disabled", "Orders cannot be placed at the moment.", null,
            Orders(settings => settings.CheckoutDisabled = true));
        yield return Case("no guests", "please log in or register", "/login?returnUrl=%2Fcheckout",
            Orders(settings => settings.AnonymousCheckoutAllowed = false));
        yield return Case("method inactive", "cannot be paid with Glase", "/checkout",
            fixture => fixture.Shop.ChangeSettingsAsync<PaymentSettings>(settings => settings.ActivePaymentMethodSystemNames = [Cheque]));
        yield return Case("subscription", "cannot be paid with Glase", "/checkout", Coffees(coffee => coffee.IsRecurring = true));
        yield return Case("sold out", "Forest roast coffee is sold out.", "/cart", Coffees(coffee => coffee.StockQuantity = 0));
        yield return Case("unpublished", "The product is no longer sold.", "/cart", Coffees(coffee => coffee.Published = false));
        yield return Case("needs another article", "This product requires: Birch candle", "/cart",
            Coffees(coffee => (coffee.RequireOtherProducts, coffee.RequiredProductIds) = (true, "4")));
        yield return Case("choice about an article", "Please choose: Grind.", "/cart", fixture => InsertAsync(fixture,
            new ProductOption { ProductId = 1, Name = "Grind" }));
        yield return Case("choice about the order", "Please choose: Age.", "/cart", fixture => InsertAsync(fixture,
            new CheckoutAttribute { Name = "Age", IsRequired = true }));
        yield return Case("minimum sub-total", "The articles have to come to €100.00 at least.", "/cart",
            Orders(settings => settings.MinOrderSubtotalAmount = 100));
        yield return Case("minimum total", "An order has to come to €100.00 at least.", "/cart",
            Orders(settings => settings.MinOrderTotalAmount = 100));
        yield return Case("no billing address", "Please check the billing address", "/checkout",
            fixture => fixture.ChangeAllAsync<Customer>(customer => customer.BillingAddressId = null));
        yield return Case("email", "Please check the billing address", "/checkout",
            fixture => fixture.ChangeAllAsync<Address>(address => address.Email = "ada"));
        yield return Case("billing country", "Please check the billing address", "/checkout",
            fixture => fixture.ChangeAllAsync<Country>(country => country.AllowsBilling = false));
        yield return Case("shipping country", "Please check the shipping address", "/checkout",
            fixture => fixture.ChangeAllAsync<Country>(country => country.AllowsShipping = false));
    }

    [TestCaseSource(nameof(Obstacles))]
    public async Task The_payment_step_says_why_there_is_no_code_and_where_to_go(string reason, string remedy,
        Delegate arrange)
    {
        var code = await ComeToStepAsync();
        await ((Func<ShopFixture, Task>)arrange)(_fixture);

        var page = await RenewAsync(code);

        var payment = page.QuerySelector("glase-payment");
        Assert.That(payment.GetAttribute("data-state"), Is.EqualTo("notOrderable"));
        Assert.That(payment.QuerySelector("[data-glase-panel=notOrderable] p").TextContent, Does.Contain(reason));
        Assert.That(payment.QuerySelector("a.glase-button")?.GetAttribute("href"), Is.EqualTo(remedy));
        Assert.That(payment.QuerySelector("[data-glase-action=renew]") is not null, Is.EqualTo(remedy is null));
        Assert.That(_fixture.Glase.Invoices, Is.Empty);
    }

    [TestCaseSource(nameof(Obstacles))]
    public async Task The_shop_itself_refuses_such_orders(string reason, string remedy, Delegate arrange)
    {
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync(Cheque);
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=nextstep]"));
        var confirm = _httpShopper.Page.QuerySelector(".confirm-order-next-step-button");
        await ((Func<ShopFixture, Task>)arrange)(_fixture);

        await _httpShopper.PressAsync(confirm);

        // A cheque is another method, and pays subscriptions no more than Glase does.
        var isOrdered = TestContext.CurrentContext.Test.Name.Contains("method inactive", StringComparison.Ordinal);
        Assert.That(await _fixture.AllAsync<Order>(), isOrdered ? Is.Not.Empty : Is.Empty, $"{reason} {remedy}");
    }

    [Test]
    public async Task Two_orders_within_the_shop_s_interval_get_one_code()
    {
        await _fixture.Shop.ChangeSettingsAsync<OrderSettings>(settings => settings.MinimumOrderPlacementInterval = 5);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync(Cheque);
        await _httpShopper.ContinueAndConfirmAsync();
        await _httpShopper.PutIntoCartAsync();

        var code = await _httpShopper.CheckOutAsync();

        Assert.That(code.State, Is.EqualTo("notOrderable"));
        Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain("Please wait a little before placing another order."));
        await _fixture.ChangeAllAsync<Order>(order => order.CreatedOnUtc -= TimeSpan.FromMinutes(6));
        Assert.That((await RenewAsync(code)).QuerySelector("img.glase-qr"), Is.Not.Null);
    }

    [Test]
    public async Task Without_script_trying_again_shows_the_reason_on_a_page()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        await _fixture.Shop.ChangeSettingsAsync<OrderSettings>(settings => settings.MinOrderTotalAmount = 100);

        var response = await _httpShopper.Http.PostAsync(code.RenewUrl, new FormUrlEncodedContent([code.RequestToken]));

        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        Assert.That(page.Body.TextContent, Does.Contain("An order has to come to €100.00 at least."));
        Assert.That(page.QuerySelector("h1"), Is.Not.Null);
    }

    [Test]
    public async Task A_code_is_cancelled_when_its_shopper_makes_the_cart_one_that_is_not_ordered()
    {
        await _fixture.Shop.ChangeSettingsAsync<OrderSettings>(settings => settings.MinOrderSubtotalAmount = 12);
        await _httpShopper.PutIntoCartAsync(Coffee);
        await _httpShopper.PutIntoCartAsync(Candle);
        var code = await _httpShopper.CheckOutAsync();
        Assert.That(code.HasCode);

        await SetQuantityAsync(1, 0);

        await CancelledAsync(code);
    }

    [Test]
    public async Task A_code_is_cancelled_when_an_item_is_taken_out_that_another_one_needs()
    {
        await _fixture.ChangeAllAsync<Product>(product =>
        {
            if (product.Name == "Forest roast coffee")
                (product.RequireOtherProducts, product.RequiredProductIds) = (true, "4");
        });
        await _httpShopper.PutIntoCartAsync(Candle);
        await _httpShopper.PutIntoCartAsync(Coffee);
        var code = await _httpShopper.CheckOutAsync();
        Assert.That(code.HasCode);

        await SetQuantityAsync(0, 0);

        await CancelledAsync(code);
        Assert.That((await _fixture.AllAsync<Nop.Core.Domain.Logging.Log>()).Where(entry => entry.LogLevelId >= 40), Is.Empty);
    }

    [Test]
    public async Task A_code_is_cancelled_when_the_step_is_shown_after_the_shop_has_changed()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        await _fixture.ChangeAllAsync<Product>(product => product.StockQuantity = 0);

        await _httpShopper.GoAsync("checkout/paymentinfo");

        Assert.That(_httpShopper.Code.State, Is.EqualTo("notOrderable"));
        await CancelledAsync(code);
    }

    [Test]
    public async Task Who_has_paid_is_shown_the_payment_whatever_has_changed_since()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _fixture.Glase.NotifyAsync(code.Reference);
        await _fixture.ChangeAllAsync<Product>(product => product.StockQuantity = 0);

        await _httpShopper.GoAsync("checkout/paymentinfo");

        Assert.That(_httpShopper.Code.State, Is.EqualTo("paid"));
    }

    [Test]
    public async Task What_the_shop_will_not_order_for_good_is_refunded_at_once()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _fixture.Glase.NotifyAsync(code.Reference);
        await _fixture.ChangePaymentsAsync(current => current.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.Shop.ChangeSettingsAsync<PaymentSettings>(settings => settings.ActivePaymentMethodSystemNames = [Cheque]);

        await _fixture.RunTaskAsync();

        var payment = await _fixture.LastPaymentAsync();
        Assert.That(payment.Status, Is.EqualTo(GlasePaymentStatus.Refunded), payment.LastError);
        Assert.That(payment.FailedPlacementAttempts, Is.Zero, "what is refused may not pass");
    }

    // The step without a code, so that the next one is asked for by its button.
    private async Task<PaymentElement> ComeToStepAsync()
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync(Coffee);
        var code = await _httpShopper.CheckOutAsync();
        Assert.That(code.State, Is.EqualTo("afterOrder"));
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.PaymentStep);
        return code;
    }

    private async Task<IHtmlDocument> RenewAsync(PaymentElement code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "glase/renew");
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        request.Content = new FormUrlEncodedContent([code.RequestToken]);
        using var response = await _httpShopper.Http.SendAsync(request);
        return new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
    }

    private async Task SetQuantityAsync(int line, int quantity)
    {
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=updatecart]"),
            (_httpShopper.Page.QuerySelectorAll("input.quantity")[line].GetAttribute("name"), $"{quantity}"));
    }

    private async Task CancelledAsync(PaymentElement code)
    {
        await ShopFixture.UntilAsync(async () =>
        {
            // A client that polls too often is told to wait.
            using var response = await _httpShopper.Http.GetAsync(code.StatusUrl);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                return false;

            using var status = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return status.RootElement.GetProperty("state").GetString() == "withdrawn";
        }, "the code to be cancelled");
        Assert.That(_fixture.Glase.Invoice(code.Reference).Status, Is.EqualTo("CANCELED"));
    }

    private static Task InsertAsync<TEntity>(ShopFixture fixture, TEntity row) where TEntity : Nop.Core.BaseEntity
    {
        return fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<TEntity>>().InsertAsync(row));
    }
}
