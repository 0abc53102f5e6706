using AngleSharp.Dom;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Customers;
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
public class CartInvoiceUpdateTests : CartInvoiceUpdateTestBase
{
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
    public async Task A_changed_quantity_keeps_the_payment_method_and_its_fee()
    {
        await _fixture.ChangeAsync(settings => settings.AdditionalFee = 2m);
        try
        {
            await ShowCodeAsync(Map);
            await SetQuantityAsync(0, 2);
            await FollowsAsync("€17.54");

            await _httpShopper.GoAsync("checkout/paymentmethod");
            Assert.That(_httpShopper.Page.QuerySelector("input[name=paymentmethod][checked]").GetAttribute("value"), Is.EqualTo(GlaseDefaults.SystemName));
            _fixture.Glase.Pay(_tab.Reference);
            await _httpShopper.CompleteAsync(_tab);
            Assert.That((await OrdersAsync()).Single().OrderTotal, Is.EqualTo(17.54m));
        }
        finally
        {
            await _fixture.ChangeAsync(settings => settings.AdditionalFee = 0m);
        }
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

        await _httpShopper.UseCodeAsync("#discountcouponcode", "FIVEOFF");
        await FollowsAsync("€26.08");
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Button("Take coupons and gift cards away"));

        await FollowsAsync("€31.08");
    }

    [Test]
    public async Task A_gift_card_is_followed()
    {
        await ShowCodeAsync(Map, quantity: 4);

        await _httpShopper.UseCodeAsync("#giftcardcouponcode", "GIFT-25");

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
            ("paymentmethod", GlaseDefaults.SystemName), ("useRewardPoints", "true"));

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
    public async Task Of_quick_changes_the_first_is_followed_at_once_and_the_others_together()
    {
        await ShowCodeAsync(Map);

        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(() => Task.FromResult(_fixture.Glase.CallCount("updateInvoice") == 1), "the first change");
        // Whether the last one of them has to wait depends on how quick they are.
        var hidden = ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden while they wait");
        for (var quantity = 3; quantity <= 8; quantity++)
            await SetQuantityAsync(0, quantity);
        await hidden;

        await FollowsAsync("€62.16");
        Assert.That(_fixture.Glase.CallCount("updateInvoice"), Is.LessThan(7));
    }

    [Test]
    public async Task A_change_that_is_taken_back_while_it_is_followed_leaves_the_amount()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Faults.Add(Fault.Delay(TimeSpan.FromSeconds(0.5)).On("updateInvoice"));

        await SetQuantityAsync(0, 2);
        await SetQuantityAsync(0, 1);
        await Task.Delay(TimeSpan.FromSeconds(1.5));

        await FollowsAsync("€7.77");
        await Task.Delay(TimeSpan.FromSeconds(1));
        await FollowsAsync("€7.77");
    }

    [Test]
    public async Task A_price_that_becomes_unknown_while_a_change_is_followed_hides_the_code()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Faults.Add(Fault.Delay(TimeSpan.FromSeconds(0.5)).On("updateInvoice"));

        await SetQuantityAsync(0, 2);
        await _httpShopper.PutIntoCartAsync(Candle);
        await Task.Delay(TimeSpan.FromSeconds(2.5));

        Assert.That(await StateAsync(), Is.EqualTo("changed"));
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
        // Long before an attempt to update times out, on a busy machine too.
        _fixture.Glase.Faults.Add(Fault.DelayAfter(TimeSpan.FromMilliseconds(400)).On("updateInvoice"));
        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(() => Task.FromResult(
            _fixture.Glase.Invoice(_tab.Reference).Content.TotalAmount.Value == 15.54m), "the change at Glase");

        _fixture.Glase.Pay(_tab.Reference);
        await ShopFixture.UntilAsync(async () =>
        {
            // Glase is asked once a second at the most.
            await StateAsync();
            return (await _fixture.LastPaymentAsync()).IsPaidInFull;
        }, "the change in the shop");
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

    // The same code, at Glase and in the tab, and nothing else to pay.
    private async Task FollowsAsync(string amount)
    {
        await ShopFixture.UntilAsync(async () => await _httpShopper.StatusAsync(_tab) == ("waiting", amount), $"{amount} beside the code");
        Assert.That(Payable, Is.EqualTo(new[] { _tab.Reference }));
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Content.TotalAmount.Value,
            Is.EqualTo((await _fixture.LastPaymentAsync()).Amount));
    }
}
