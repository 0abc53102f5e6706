using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Customers;
using Nop.Services.Discounts;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Discounts, gift cards and reward points of an order that was saved in part.
/// </summary>
public class PartialOrderDiscountTests : PartialOrderTestBase
{
    [TestCase(nameof(IRewardPointService.AddRewardPointsHistoryEntryAsync), 0)]
    [TestCase(nameof(IOrderService.UpdateOrderAsync), 1, Description = "the entry is there, and the order does not name it")]
    public async Task Reward_points_are_redeemed_once(string method, int callsBefore)
    {
        await _httpShopper.PutIntoCartAsync(Article);
        await _httpShopper.CheckOutAsync();
        var customerId = (await _fixture.LastPaymentAsync()).CustomerId;
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<RewardPointsHistory>>()
            .InsertAsync(new RewardPointsHistory { CustomerId = customerId, StoreId = 1, Points = 100, PointsBalance = 100 }));
        await _httpShopper.GoAsync("checkout/paymentmethod");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=nextstep]"),
            ("paymentmethod", GlaseDefaults.SystemName), ("useRewardPoints", "true"));
        var code = _httpShopper.Code;
        _fixture.Glase.Pay(code.Reference);
        await _fixture.Glase.NotifyAsync(code.Reference);
        (_failing, _callsBefore) = (method, callsBefore);

        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.That(_failing, Is.Null, "it failed");
        var redeemed = (await _fixture.AllAsync<RewardPointsHistory>()).Where(entry => entry.Points < 0).ToList();
        Assert.That(redeemed, Has.Count.EqualTo(1));
        Assert.That((await _fixture.OnlyOrderAsync()).RedeemedRewardPointsEntryId, Is.EqualTo(redeemed[0].Id));
    }

    // What was ordered at a discount, and is not in the cart any more, does not say what was used.
    [Test]
    public async Task A_use_of_discounts_that_cannot_be_computed_is_told_to_the_owner()
    {
        await CheckOutAndPayAsync(isReduced: true);
        (_failing, _callsBefore) = (nameof(IDiscountService.InsertDiscountUsageHistoryAsync), 0);

        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await ReportAsync(), Does.Contain("Check the discount \"5 off the order\"").And.Contain("Check gift card 1"));
        Assert.That(await ReportAsync(), Does.Not.Contain(GiftCard), "its code is money");
    }

    [Test]
    public async Task An_order_without_items_gets_its_number_and_its_use_of_discounts()
    {
        await CheckOutAndPayAsync(isReduced: true);
        (_failing, _callsBefore) = (nameof(IOrderService.UpdateOrderAsync), 0);

        await PassAsync();
        await _fixture.RunTaskAsync();

        var order = await _fixture.OnlyOrderAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(order.CustomOrderNumber, Is.EqualTo(order.Id.ToString(CultureInfo.InvariantCulture)));
            Assert.That(await _fixture.AllAsync<DiscountUsageHistory>(), Has.Count.EqualTo(1));
            Assert.That((await _fixture.AllAsync<GiftCardUsageHistory>()).Single().UsedValue, Is.EqualTo(25m));
            Assert.That(await ReportAsync(), Does.Contain("Wool blanket"));
        });
    }
}
