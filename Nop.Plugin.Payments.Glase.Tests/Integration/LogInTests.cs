using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// The shopper logs in, logs out, or loses a cookie between the code and the payment.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class LogInTests : ShopTestBase
{
    // It is not sent by post, so that its price is always known.
    private const int Map = 4;
    private const int Coffee = 0;

    private PaymentElement _tab;

    private IEnumerable<string> Payable =>
        _fixture.Glase.Invoices.Where(invoice => invoice.Status == "ISSUED").Select(invoice => invoice.Reference);

    [Test]
    public async Task A_guest_who_logs_in_keeps_the_code_and_gets_the_receipt()
    {
        await ShowCodeAsync(Map);
        await _httpShopper.LogInAsync();

        _fixture.Glase.Pay(_tab.Reference);
        await _httpShopper.CompleteAsync(_tab);

        Assert.That(_httpShopper.At.AbsolutePath, Does.StartWith("/checkout/completed/"));
        var order = await _fixture.OnlyOrderAsync();
        Assert.That((order.CustomerId, order.PaymentStatus), Is.EqualTo((await AccountIdAsync(), PaymentStatus.Paid)));
    }

    [Test]
    public async Task The_payment_step_of_the_account_shows_the_code_that_the_guest_had()
    {
        await ShowCodeAsync(Map);
        var token = _tab.Token;

        await _httpShopper.LogInAsync();
        await _httpShopper.GetCodeAsync();

        Assert.That(_httpShopper.Code.Token, Is.EqualTo(token));
        Assert.That(Payable, Is.EqualTo(new[] { _tab.Reference }));
    }

    [Test]
    public async Task A_code_whose_cart_costs_something_else_in_the_account_follows()
    {
        await ShowCodeAsync(Map);
        using var earlier = _fixture.NewShopper();
        await earlier.LogInAsync();
        await earlier.PutIntoCartAsync(Map);

        await _httpShopper.LogInAsync();

        await ShopFixture.UntilAsync(async () => await _httpShopper.StatusAsync(_tab) == ("waiting", "€15.54"), "the new amount");
        Assert.That(Payable, Is.EqualTo(new[] { _tab.Reference }));
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Content.TotalAmount.Value, Is.EqualTo(15.54m));
    }

    [Test]
    public async Task A_code_whose_cart_is_still_to_be_sent_somewhere_is_cancelled()
    {
        await ShowCodeAsync(Coffee);

        await _httpShopper.LogInAsync();

        await ShopFixture.UntilAsync(async () => (await _httpShopper.StatusAsync(_tab)).State == "withdrawn", "the end of the code");
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task Of_a_guest_s_and_the_account_s_codes_the_account_s_stays_and_fits_the_cart()
    {
        using var earlier = _fixture.NewShopper();
        await earlier.LogInAsync();
        await earlier.PutIntoCartAsync(Map);
        var own = (await earlier.GetCodeAsync()).Reference;
        await ShowCodeAsync(Map);

        await _httpShopper.LogInAsync();

        await ShopFixture.UntilAsync(() => Task.FromResult(Payable.SequenceEqual([own])
            && _fixture.Glase.Invoice(own).Content.TotalAmount.Value == 15.54m), "one code of the new amount");
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Status, Is.EqualTo("CANCELED"));
    }

    [Test]
    public async Task What_a_guest_paid_before_logging_in_is_ordered_for_the_account_as_it_was_chosen()
    {
        await PayAsGuestAsync();
        await _httpShopper.LogInAsync();

        await _httpShopper.CompleteAsync(_tab);

        Assert.That(_httpShopper.At.AbsolutePath, Does.StartWith("/checkout/completed/"));
        await IsOrderedForAccountAsync();
    }

    [Test]
    public async Task What_a_guest_paid_before_logging_in_is_ordered_for_the_account_by_the_task()
    {
        await PayAsGuestAsync();
        await _httpShopper.LogInAsync();

        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();

        await IsOrderedForAccountAsync();
    }

    [Test]
    public async Task What_a_payer_in_the_middle_of_it_pays_is_ordered_for_the_account()
    {
        await ShowCodeAsync(Coffee);
        _fixture.Glase.Start(_tab.Reference);
        await _httpShopper.LogInAsync();
        await ShopFixture.UntilAsync(() => Task.FromResult(_fixture.Glase.CallCount("cancelInvoice") > 0), "the attempt to cancel");
        await ShopFixture.UntilAsync(async () => (await AccountAsync()).ShippingAddressId is { } id
            && (await AddressAsync(id)).FirstName == "Ada", "the guest's choices");

        await PayAsync();
        await _httpShopper.CompleteAsync(_tab);

        await IsOrderedForAccountAsync();
    }

    [Test]
    public async Task A_payment_whose_order_was_saved_by_a_process_that_died_stays_the_guests()
    {
        await PayAsGuestAsync();
        var paid = await _fixture.LastPaymentAsync();
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<Order>>().InsertAsync(new Order
        {
            OrderGuid = paid.OrderGuid,
            CustomerId = paid.CustomerId,
            StoreId = paid.StoreId,
            OrderTotal = paid.Amount,
            PaymentMethodSystemName = GlaseDefaults.SystemName,
            PaymentStatus = PaymentStatus.Pending,
            OrderStatus = OrderStatus.Pending,
            CustomOrderNumber = "77",
            CreatedOnUtc = paid.CreatedOnUtc - GlaseDefaults.PlacementGracePeriod
        }));

        await _httpShopper.LogInAsync();
        await _httpShopper.CompleteAsync(_tab);

        Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain("Paid, thank you"));
        var payment = await _fixture.LastPaymentAsync();
        var order = await _fixture.OnlyOrderAsync();
        Assert.That((payment.CustomerId, order.PaymentStatus), Is.EqualTo((order.CustomerId, PaymentStatus.Paid)));
    }

    [Test]
    public async Task What_is_paid_right_after_the_login_is_ordered_for_the_account()
    {
        await PayAsGuestAsync();
        var account = await AccountAsync();
        var option = (await _fixture.AllAsync<GenericAttribute>())
            .Single(attribute => attribute.Key == NopCustomerDefaults.SelectedShippingOptionAttribute);
        var paid = await _fixture.LastPaymentAsync();
        var (guestId, key) = (paid.CustomerId, CheckoutKeys.ForCart(account.Id, paid.StoreId));
        // As the login left it when nothing was paid yet.
        await _fixture.ChangePaymentsAsync(payment => (payment.CustomerId, payment.CheckoutKey) = (account.Id, key));
        await _fixture.ChangeAllAsync<ShoppingCartItem>(item => item.CustomerId = account.Id);

        _fixture.Shop.Services.GetRequiredService<CartInvoiceSync>().Schedule(new CartInvoiceChange(key, paid.Id, Request: null,
            new CheckoutSelections(guestId, paid.StoreId, option.Value)));
        await ShopFixture.UntilAsync(async () => (await AccountAsync()).ShippingAddressId is { } id
            && (await AddressAsync(id)).FirstName == "Ada", "the guest's choices");
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();

        await IsOrderedForAccountAsync();
    }

    [Test]
    public async Task Who_logs_in_with_nothing_paid_keeps_the_own_address()
    {
        var address = (await AccountAsync()).ShippingAddressId;
        await ShowCodeAsync(Coffee);

        await _httpShopper.LogInAsync();
        await ShopFixture.UntilAsync(async () => (await _httpShopper.StatusAsync(_tab)).State == "withdrawn", "the end of the code");

        Assert.That((await AccountAsync()).ShippingAddressId, Is.EqualTo(address));
    }

    [Test]
    public async Task Who_logged_out_and_then_pays_is_told_so_and_the_accounts_order_is_placed()
    {
        await _httpShopper.LogInAsync();
        await ShowCodeAsync(Map);
        await _httpShopper.LogOutAsync();

        _fixture.Glase.Pay(_tab.Reference);
        var answer = await _httpShopper.CompleteAsync(_tab);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        IsToldOfPaymentAndNothingElse();
        var order = await _fixture.OnlyOrderAsync();
        Assert.That((order.CustomerId, order.PaymentStatus), Is.EqualTo((await AccountIdAsync(), PaymentStatus.Paid)));
    }

    [Test]
    public async Task Who_logged_out_does_not_find_the_accounts_code()
    {
        await _httpShopper.LogInAsync();
        await ShowCodeAsync(Map);
        await _httpShopper.LogOutAsync();

        await _httpShopper.GoAsync($"glase/{_tab.Token}");

        Assert.That(_httpShopper.Code.HasCode, Is.False);
        Assert.That(await _httpShopper.StatusAsync(_tab), Is.EqualTo(("waiting", (string)null)));
        await _httpShopper.LogInAsync();
        await _httpShopper.GoAsync($"glase/{_tab.Token}");
        Assert.That(_httpShopper.Code.HasCode, Is.True, "it waits with the account's cart");
    }

    [TestCase(".Nop.Antiforgery")]
    public async Task A_lost_cookie_does_not_cost_the_shopper_the_receipt(string cookie)
    {
        await ShowCodeAsync(Map);
        Forget(cookie);

        _fixture.Glase.Pay(_tab.Reference);
        await _httpShopper.CompleteAsync(_tab);

        Assert.That(_httpShopper.At.AbsolutePath, Does.StartWith("/checkout/completed/"));
    }

    [Test]
    public async Task Without_any_cookie_the_paid_shopper_is_told_so_and_the_order_is_placed()
    {
        await ShowCodeAsync(Map);
        foreach (Cookie cookie in _httpShopper.Cookies.GetAllCookies())
            cookie.Expired = true;

        _fixture.Glase.Pay(_tab.Reference);
        await _httpShopper.CompleteAsync(_tab);

        IsToldOfPaymentAndNothingElse();
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task A_new_code_asked_for_without_the_antiforgery_cookie_leads_to_the_payments_page()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Expire(_tab.Reference);
        Forget(".Nop.Antiforgery");

        var answer = await _httpShopper.Http.PostAsync(_tab.RenewUrl, new FormUrlEncodedContent([_tab.RequestToken]));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.RequestMessage.RequestUri.AbsolutePath, Is.EqualTo($"/glase/{_tab.Token}"));
        Assert.That(Payable, Is.Empty, "another site may have asked");
    }

    [Test]
    public async Task A_press_without_the_antiforgery_cookie_leads_to_a_page_that_has_one([Values("cancel", "putback", "notice")] string address)
    {
        await ShowCodeAsync(Map);
        Forget(".Nop.Antiforgery");

        var answer = await _httpShopper.Http.PostAsync($"glase/{_tab.Token}/{address}", new FormUrlEncodedContent([_tab.RequestToken]));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.RequestMessage.RequestUri.AbsolutePath, Is.EqualTo($"/glase/{_tab.Token}"));
        Assert.That(Payable, Is.EqualTo(new[] { _tab.Reference }), "nothing was cancelled");
    }

    [Test]
    public async Task A_script_without_the_antiforgery_cookie_is_told_to_load_its_page_again()
    {
        await ShowCodeAsync(Map);
        Forget(".Nop.Antiforgery");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"glase/{_tab.Token}/cancel");
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        request.Content = new FormUrlEncodedContent([_tab.RequestToken]);

        using var answer = await _httpShopper.Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.Not.Empty, "nopCommerce would log the address");
        Assert.That(Payable, Is.EqualTo(new[] { _tab.Reference }));
    }

    [Test]
    public async Task A_code_for_the_cart_asked_for_without_the_antiforgery_cookie_leads_to_the_methods()
    {
        await ShowCodeAsync(Map);
        Forget(".Nop.Antiforgery");

        var answer = await _httpShopper.Http.PostAsync("glase/renew", new FormUrlEncodedContent([_tab.RequestToken]));

        Assert.That(answer.RequestMessage.RequestUri.AbsolutePath, Does.StartWith("/checkout/paymentmethod").IgnoreCase);
    }

    private async Task ShowCodeAsync(int article)
    {
        await _httpShopper.PutIntoCartAsync(article);
        _tab = await _httpShopper.GetCodeAsync();
        Assert.That(_tab.State, Is.EqualTo("waiting"));
    }

    private async Task PayAsGuestAsync()
    {
        await ShowCodeAsync(Coffee);
        await PayAsync();
    }

    private async Task PayAsync()
    {
        _fixture.Glase.Pay(_tab.Reference);
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).PaidOnUtc is not null, "the payment");
    }

    private async Task IsOrderedForAccountAsync()
    {
        var order = await _fixture.OnlyOrderAsync();
        Assert.That((order.CustomerId, order.PaymentStatus), Is.EqualTo((await AccountIdAsync(), PaymentStatus.Paid)));
        Assert.That(order.ShippingMethod, Is.EqualTo("Post"));
        Assert.That((await AddressAsync(order.ShippingAddressId.Value)).Address1, Is.EqualTo("Storgatan 1"));
        Assert.That(await _fixture.AllAsync<ShoppingCartItem>(), Is.Empty);
    }

    private void IsToldOfPaymentAndNothingElse()
    {
        var text = _httpShopper.Page.Body.TextContent;
        Assert.Multiple(() =>
        {
            Assert.That(_httpShopper.Code.State, Is.EqualTo("paid"));
            Assert.That(text, Does.Contain("Paid, thank you"));
            Assert.That(text, Does.Not.Contain("7.77").And.Not.Contain("Lindqvist").And.Not.Contain("Strandvägen"));
        });
    }

    private void Forget(string cookie)
    {
        _httpShopper.Cookies.GetAllCookies().Single(found => found.Name == cookie).Expired = true;
    }

    private async Task<Customer> AccountAsync()
    {
        return (await _fixture.AllAsync<Customer>()).Single(customer => customer.Email == "shopper@example.com");
    }

    private async Task<int> AccountIdAsync() => (await AccountAsync()).Id;

    private async Task<Address> AddressAsync(int id) => (await _fixture.AllAsync<Address>()).Single(address => address.Id == id);
}
