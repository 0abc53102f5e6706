using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// One tab shows a code while the cart is changed in another: the code stays, and what it asks for follows by itself.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public class CartInvoiceUpdateTests
{
    // It is not sent by post, so that its price is always known.
    private const int Map = 4;
    private const int Coffee = 0;
    private const int Candle = 2;

    private ShopFixture _fixture;
    private HttpShopper _httpShopper;
    private PaymentElement _tab;
    private int _lastOrder;
    private int _lastEntry;

    private IEnumerable<string> Payable =>
        _fixture.Glase.Invoices.Where(invoice => invoice.Status == "ISSUED").Select(invoice => invoice.Reference);

    [OneTimeSetUp]
    public async Task StartAsync() => _fixture = await ShopFixture.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _fixture.DisposeAsync();

    [SetUp]
    public async Task SetUp()
    {
        _fixture.Glase.Faults.Clear();
        _fixture.Glase.NotificationMode = NotificationMode.On;
        foreach (var reference in Payable.ToList())
            _fixture.Glase.Cancel(reference);
        _fixture.Glase.ClearRecords();
        _lastOrder = (await _fixture.AllAsync<Order>()).LastOrDefault()?.Id ?? 0;
        _lastEntry = (await _fixture.AllAsync<Log>()).LastOrDefault()?.Id ?? 0;
        _httpShopper = _fixture.NewShopper();
    }

    [TearDown]
    public void TearDown() => _httpShopper.Dispose();

    [Test]
    public async Task A_quantity_changed_elsewhere_changes_the_code_s_amount_and_the_order_total()
    {
        await ShowCodeAsync(Map);

        await SetQuantityAsync(0, 3);

        await FollowsAsync("€23.31");
        _fixture.Glase.Pay(_tab.Reference);
        await _httpShopper.CompleteAsync(_tab);
        var order = (await OrdersAsync()).Single();
        Assert.That((order.OrderTotal, order.PaymentStatus), Is.EqualTo((23.31m, PaymentStatus.Paid)));
    }

    [Test]
    public async Task An_item_put_in_and_taken_out_again_is_followed_both_ways()
    {
        await MakeCandleAsync(candle => candle.IsShipEnabled = false);
        await ShowCodeAsync(Map);

        await _httpShopper.PutIntoCartAsync(Candle);
        await FollowsAsync("€17.76");
        await SetQuantityAsync(1, 0);

        await FollowsAsync("€7.77");
    }

    [Test]
    public async Task An_item_without_a_shipping_choice_hides_the_code_although_its_price_is_known()
    {
        await MakeCandleAsync(candle => (candle.IsShipEnabled, candle.IsFreeShipping) = (true, true));
        await ShowCodeAsync(Map);

        await _httpShopper.PutIntoCartAsync(Candle);

        await ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden");
        Assert.That(_fixture.Glase.CallCount("updateInvoice"), Is.Zero, "no order could be had for the new amount");
        await SetQuantityAsync(1, 0);
        await FollowsAsync("€7.77");
    }

    [Test]
    public async Task Another_way_to_send_it_is_followed()
    {
        await ShowCodeAsync(Coffee);

        await ChooseShippingAsync("Express");

        await FollowsAsync("€18.05");
    }

    [Test]
    public async Task A_coupon_is_followed_and_so_is_its_loss()
    {
        await ShowCodeAsync(Map, quantity: 4);

        await UseCodeAsync("#discountcouponcode", "FIVEOFF");
        await FollowsAsync("€26.08");
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Button("Take coupons and gift cards away"));

        await FollowsAsync("€31.08");
    }

    [Test]
    public async Task A_gift_card_is_followed()
    {
        await ShowCodeAsync(Map, quantity: 4);

        await UseCodeAsync("#giftcardcouponcode", "GIFT-25");

        await FollowsAsync("€6.08");
    }

    [Test]
    public async Task Gift_wrapping_is_followed()
    {
        await ShowCodeAsync(Map);
        await _httpShopper.GoAsync("cart");
        var wrapping = _httpShopper.Page.QuerySelector("select[name^=attribute]");

        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=updatecart]"),
            (wrapping.GetAttribute("name"), wrapping.QuerySelectorAll("option")[^1].GetAttribute("value")));

        await FollowsAsync("€10.77");
    }

    [Test]
    public async Task Reward_points_are_followed()
    {
        await ShowCodeAsync(Map);
        var customerId = (await _fixture.LastPaymentAsync()).CustomerId;
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<RewardPointsHistory>>()
            .InsertAsync(new RewardPointsHistory { CustomerId = customerId, StoreId = 1, Points = 20, PointsBalance = 20 }));

        await _httpShopper.GoAsync("checkout/paymentmethod");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=nextstep]"),
            ("paymentmethod", "Payments.CheckMoneyOrder"), ("useRewardPoints", "true"));

        await FollowsAsync("€6.77");
    }

    [Test]
    public async Task While_the_price_is_unknown_no_code_is_shown_and_then_the_same_one_returns()
    {
        await ShowCodeAsync(Coffee);

        await _httpShopper.PutIntoCartAsync(Candle);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden");
        var page = await _httpShopper.Http.GetStringAsync($"glase/{_tab.Token}");
        Assert.That(page, Does.Contain("data-state=\"changed\""));
        await ChooseShippingAsync("Post");

        await FollowsAsync("€20.44");
    }

    [Test]
    public async Task Starting_the_checkout_all_over_leaves_the_code_as_it_is()
    {
        await ShowCodeAsync(Coffee);

        await _httpShopper.GoAsync("checkout");
        await Task.Delay(TimeSpan.FromSeconds(1));

        Assert.That(await StateAsync(), Is.EqualTo("waiting"));
        Assert.That(Payable, Is.EqualTo(new[] { _tab.Reference }));
        Assert.That(_fixture.Glase.CallCount("updateInvoice"), Is.Zero);
    }

    [Test]
    public async Task A_code_paid_while_the_checkout_restarts_waits_for_the_shipping_choice()
    {
        await MakeCandleAsync(candle => (candle.IsShipEnabled, candle.IsFreeShipping) = (true, true));
        await ShowCodeAsync(Candle);
        await PayAfterAnewStartAsync();
        Assert.That(await OrdersAsync(), Is.Empty);

        await ChooseShippingAsync("Post");
        await _httpShopper.CompleteAsync(_tab);

        var order = (await OrdersAsync()).Single();
        Assert.That((order.PaymentStatus, order.ShippingMethod), Is.EqualTo((PaymentStatus.Paid, "Post")));
    }

    [Test]
    public async Task A_code_paid_while_the_checkout_restarts_is_refunded_without_a_shipping_choice()
    {
        await MakeCandleAsync(candle => (candle.IsShipEnabled, candle.IsFreeShipping) = (true, true));
        await ShowCodeAsync(Candle);
        await PayAfterAnewStartAsync();
        await _fixture.RunTaskAsync();
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Refunds, Is.Empty, "the shopper may still choose");

        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await OrdersAsync(), Is.Empty);
        var payment = await _fixture.LastPaymentAsync();
        Assert.That(payment.Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Refunds.Single().Amount.Value, Is.EqualTo(payment.Amount));
    }

    [Test]
    public async Task A_hidden_code_paid_when_its_amount_fits_again_places_no_order_without_shipping()
    {
        await MakeCandleAsync(candle => (candle.IsShipEnabled, candle.IsFreeShipping) = (true, true));
        await ShowCodeAsync(Candle);
        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden");
        await SetQuantityAsync(0, 1);

        await PayAsync();
        await _httpShopper.CompleteAsync(_tab);

        Assert.That(await OrdersAsync(), Is.Empty);
        await ChooseShippingAsync("Post");
        await _httpShopper.CompleteAsync(_tab);
        Assert.That((await OrdersAsync()).Single().ShippingMethod, Is.EqualTo("Post"));
    }

    [Test]
    public async Task Completing_when_the_amount_fits_again_places_no_order_without_shipping()
    {
        await MakeCandleAsync(candle => (candle.IsShipEnabled, candle.IsFreeShipping) = (true, true));
        await ShowCodeAsync(Candle);
        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden");
        await PayAsync();
        await _httpShopper.CompleteAsync(_tab);
        Assert.That(await OrdersAsync(), Is.Empty, "it costs twice as much");

        await SetQuantityAsync(0, 1);
        await _httpShopper.CompleteAsync(_tab);

        Assert.That(await OrdersAsync(), Is.Empty);
        await ChooseShippingAsync("Post");
        await _httpShopper.CompleteAsync(_tab);
        Assert.That((await OrdersAsync()).Single().ShippingMethod, Is.EqualTo("Post"));
    }

    [Test]
    public async Task Emptying_the_cart_cancels_the_invoice()
    {
        await ShowCodeAsync(Map);

        await SetQuantityAsync(0, 0);

        await ShopFixture.UntilAsync(async () => await StateAsync() == "withdrawn", "the code to be cancelled");
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task A_gift_card_for_all_of_it_cancels_the_invoice()
    {
        await ShowCodeAsync(Map);

        await UseCodeAsync("#giftcardcouponcode", "GIFT-25");

        await ShopFixture.UntilAsync(async () => await StateAsync() == "withdrawn", "the code to be cancelled");
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task A_change_that_Glase_refuses_cancels_the_invoice_and_the_next_one_is_right()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Faults.Add(Fault.Result(91).On("updateInvoice").Forever());

        await SetQuantityAsync(0, 2);

        // A machine that is busy with other tests may take longer than a change waits: then its time is over.
        await ShopFixture.UntilAsync(async () => await StateAsync() is "withdrawn" or "expired", "the code to be cancelled");
        Assert.That(Payable, Is.Empty);
        await _httpShopper.Http.PostAsync(_tab.RenewUrl, new FormUrlEncodedContent([_tab.RequestToken]));
        Assert.That(_fixture.Glase.Invoice(Payable.Single()).Content.TotalAmount.Value, Is.EqualTo(15.54m));
    }

    [Test]
    public async Task A_code_that_the_payer_holds_is_shown_no_more_and_what_is_paid_with_it_goes_back()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Start(_tab.Reference);

        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden");
        _fixture.Glase.Pay(_tab.Reference);
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).PaidOnUtc is not null, "the payment");
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await OrdersAsync(), Is.Empty);
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Refunds.Single().Amount.Value, Is.EqualTo(7.77m));
    }

    [Test]
    public async Task A_code_that_the_payer_puts_away_gives_way_to_a_new_one()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Start(_tab.Reference);
        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden");

        _fixture.Glase.Cancel(_tab.Reference);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "withdrawn", "the end of the code");
        await _httpShopper.Http.PostAsync(_tab.RenewUrl, new FormUrlEncodedContent([_tab.RequestToken]));

        Assert.That(_fixture.Glase.Invoice(Payable.Single()).Content.TotalAmount.Value, Is.EqualTo(15.54m));
    }

    [Test]
    public async Task After_a_lost_answer_the_invoice_is_cancelled_because_its_amount_is_unknown()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("updateInvoice").Forever());

        await SetQuantityAsync(0, 2);

        await ShopFixture.UntilAsync(async () => await StateAsync() == "expired", "the code to be cancelled");
        Assert.That(Payable, Is.Empty);
        Assert.That((await _fixture.AllAsync<Log>()).Count(entry => entry.Id > _lastEntry &&
            entry.ShortMessage.Contains("no longer matches its cart", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_payment_that_comes_first_is_left_alone()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        _fixture.Glase.Pay(_tab.Reference);

        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "paid", "the payment");
        await _httpShopper.CompleteAsync(_tab);

        Assert.That(await OrdersAsync(), Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Paid));
        Assert.That((await _fixture.LastPaymentAsync()).Amount, Is.EqualTo(7.77m));
    }

    [Test]
    public async Task A_new_amount_paid_before_the_shop_has_heard_of_it_places_the_order()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        _fixture.Glase.Faults.Add(Fault.DelayAfter(TimeSpan.FromSeconds(1)).On("updateInvoice"));
        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(() => Task.FromResult(
            _fixture.Glase.Invoice(_tab.Reference).Content.TotalAmount.Value == 15.54m), "the change at Glase");

        _fixture.Glase.Pay(_tab.Reference);
        await StateAsync();
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).IsPaidInFull, "the change in the shop");
        await _httpShopper.CompleteAsync(_tab);

        Assert.That((await OrdersAsync()).Single().OrderTotal, Is.EqualTo(15.54m));
    }

    [Test]
    public async Task A_slow_Glase_keeps_nobody_waiting_who_changes_the_cart()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Faults.Add(Fault.Delay(TimeSpan.FromSeconds(30)).On("updateInvoice").Forever());
        await _httpShopper.GoAsync("cart");

        var started = TimeProvider.System.GetTimestamp();
        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(() => Task.FromResult(_fixture.Glase.CallCount("updateInvoice") > 0), "the call");
        await _httpShopper.GoAsync("cart");

        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(GlaseDefaults.CheckoutTimeout));
    }

    [Test]
    public async Task A_shopper_without_a_code_has_no_invoice_changed()
    {
        await _httpShopper.PutIntoCartAsync(Map);

        await SetQuantityAsync(0, 2);
        await Task.Delay(TimeSpan.FromSeconds(1));

        Assert.That(_fixture.Glase.CallCount("updateInvoice") + _fixture.Glase.CallCount("cancelInvoice"), Is.Zero);
    }

    private async Task ShowCodeAsync(int article, int quantity = 1)
    {
        await _httpShopper.PutIntoCartAsync(article);
        if (quantity != 1)
            await SetQuantityAsync(0, quantity);
        _tab = await _httpShopper.GetCodeAsync();
        Assert.That(await StateAsync(), Is.EqualTo("waiting"));
    }

    // In another tab; what was chosen there is forgotten by it.
    private async Task PayAfterAnewStartAsync()
    {
        await _httpShopper.GoAsync("checkout");
        await PayAsync();
        await _httpShopper.CompleteAsync(_tab);
    }

    private async Task PayAsync()
    {
        _fixture.Glase.Pay(_tab.Reference);
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).PaidOnUtc is not null, "the payment");
    }

    private async Task<IList<Order>> OrdersAsync()
    {
        return [.. (await _fixture.AllAsync<Order>()).Where(order => order.Id > _lastOrder)];
    }

    private async Task SetQuantityAsync(int line, int quantity)
    {
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=updatecart]"),
            (_httpShopper.Page.QuerySelectorAll("input.quantity")[line].GetAttribute("name"), $"{quantity}"));
    }

    private async Task UseCodeAsync(string field, string code)
    {
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector(field).Closest("form").QuerySelector("button"), ("code", code));
    }

    private async Task ChooseShippingAsync(string option)
    {
        await _httpShopper.GoAsync("checkout/shippingmethod");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=nextstep]"), ("shippingoption", option));
    }

    // The same code, at Glase and in the tab, and nothing else to pay.
    private Task MakeCandleAsync(Action<Product> change)
    {
        return _fixture.ChangeAllAsync<Product>(product =>
        {
            if (product.Name == "Birch candle")
                change(product);
        });
    }

    private async Task FollowsAsync(string amount)
    {
        await ShopFixture.UntilAsync(async () => await LookAsync() == ("waiting", amount), $"{amount} beside the code");
        Assert.That(Payable, Is.EqualTo(new[] { _tab.Reference }));
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Content.TotalAmount.Value,
            Is.EqualTo((await _fixture.LastPaymentAsync()).Amount));
    }

    private async Task<string> StateAsync() => (await LookAsync()).State;

    private async Task<(string State, string Amount)> LookAsync()
    {
        // A client that asks too often is told to wait.
        using var response = await _httpShopper.Http.GetAsync(_tab.StatusUrl);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return default;

        using var status = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (status.RootElement.GetProperty("state").GetString(), status.RootElement.GetProperty("amount").GetString());
    }
}
