using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Events;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Catalog;
using Nop.Services.Customers;
using Nop.Services.Discounts;
using Nop.Services.Messages;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// The shopper has paid, and the shop stops half-way through saving the order.
/// </summary>
public class PartialOrderTests
{
    private const string Coupon = "FIVEOFF";
    private const string GiftCard = "GIFT-25";
    private const int Article = 1;
    private const int OtherArticle = 2;

    private readonly List<string> _events = [];
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;
    private string _failing;
    private string _alsoFailing;
    private int _callsBefore;
    private int _failures;

    [SetUp]
    public async Task OpenShop()
    {
        _events.Clear();
        (_failing, _alsoFailing, _callsBefore, _failures) = (null, null, 0, 1);
        _fixture = await ShopFixture.StartAsync(options => options.ConfigureServices = services =>
        {
            services.Intercept<IShoppingCartService>(Around);
            services.Intercept<IOrderService>(Around);
            services.Intercept<IProductService>(Around);
            services.Intercept<IDiscountService>(Around);
            services.Intercept<IGiftCardService>(Around);
            services.Intercept<ICustomerService>(Around);
            services.Intercept<IWorkflowMessageService>(Around);
            services.Intercept<IRewardPointService>(Around);
            services.Intercept<IEventPublisher>(Record);
        });
        _httpShopper = _fixture.NewShopper();
    }

    [TearDown]
    public async Task CloseShop()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    // What fails, and how often it is called before that.
    private static IEnumerable<TestCaseData> Failures()
    {
        yield return Failure(nameof(IShoppingCartService.ClearShoppingCartAsync), 0, "emptying the cart");
        yield return Failure(nameof(IWorkflowMessageService.SendOrderPlacedStoreOwnerNotificationAsync), 0, "the owner's e-mail");
        yield return Failure(nameof(IWorkflowMessageService.SendOrderPlacedCustomerNotificationAsync), 0, "the customer's e-mail");
        yield return Failure(nameof(ICustomerService.ResetCheckoutDataAsync), 0, "the checkout's data");
        yield return Failure(nameof(IOrderService.InsertOrderNoteAsync), 3, "the note of its status");
    }

    private static TestCaseData Failure(string method, int callsBefore, string name)
    {
        return new TestCaseData(method, callsBefore).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Failures))]
    public async Task An_order_saved_in_part_is_completed_once(string method, int callsBefore)
    {
        await CheckOutAndPayAsync(isReduced: true);
        (_failing, _callsBefore) = (method, callsBefore);

        await PassAsync();
        await _fixture.RunTaskAsync();
        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.That(_failing, Is.Null, "it failed");
        await IsCompleteAsync();
    }

    [Test]
    public async Task A_shopper_who_is_there_gets_the_receipt_at_once()
    {
        var code = await CheckOutAndPayAsync(isReduced: true);
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);

        await _httpShopper.CompleteAsync(code);

        Assert.That(_httpShopper.At.AbsolutePath, Does.Contain("completed"));
        await IsCompleteAsync();
    }

    [Test]
    public async Task While_another_request_may_still_be_placing_it_nothing_is_done_twice()
    {
        var code = await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);
        await _httpShopper.ContinueAndConfirmAsync();
        Assert.That(_failing, Is.Null, "it failed");

        await _httpShopper.GoAsync($"glase/{code.Token}/status");
        Assert.That(_events, Is.Empty);
        await PassAsync();
        await _fixture.RunTaskAsync();

        await IsCompleteAsync();
    }

    [Test]
    public async Task Articles_that_were_not_saved_are_named_to_the_owner_and_stay_in_the_cart()
    {
        await _httpShopper.PutIntoCartAsync(OtherArticle);
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IOrderService.InsertOrderItemAsync), 1);

        await PassAsync();
        await _fixture.RunTaskAsync();

        var order = await _fixture.OnlyOrderAsync();
        var missing = (await _fixture.AllAsync<ShoppingCartItem>()).Single();
        var product = (await _fixture.AllAsync<Product>()).Single(one => one.Id == missing.ProductId);
        var item = (await _fixture.AllAsync<OrderItem>()).Single();
        Assert.Multiple(async () =>
        {
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(item.ProductId, Is.Not.EqualTo(missing.ProductId), "what the order has is taken out of the cart");
            Assert.That(await ReportAsync(), Does.Contain($"1 x \"{product.Name}\"").And.Contain("To be done by you"));
            Assert.That(_fixture.Glase.Refunds, Is.Empty);
            Assert.That(_events, Is.EqualTo(new[] { nameof(OrderPlacedEvent), nameof(OrderPaidEvent) }));
        });
    }

    [Test]
    public async Task Stock_that_was_not_reduced_is_told_to_the_owner()
    {
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IProductService.AdjustInventoryAsync), 0);

        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await ReportAsync(), Does.Contain("Check the stock of"));
        Assert.That(await _fixture.AllAsync<ShoppingCartItem>(), Is.Empty);
    }

    [Test]
    public async Task What_the_shopper_puts_into_the_cart_afterwards_stays_there()
    {
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);
        await _httpShopper.ContinueAndConfirmAsync();
        await _httpShopper.PutIntoCartAsync(OtherArticle);

        await PassAsync();
        await _fixture.RunTaskAsync();

        var ordered = (await _fixture.AllAsync<OrderItem>()).Single();
        Assert.That((await _fixture.AllAsync<ShoppingCartItem>()).Single().ProductId, Is.Not.EqualTo(ordered.ProductId));
    }

    [Test]
    public async Task A_completion_that_was_interrupted_sends_nothing_twice_and_says_so()
    {
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 0);
        await _httpShopper.ContinueAndConfirmAsync();
        await _fixture.ChangePaymentsAsync(payment => payment.ApplyingOnUtc = payment.CreatedOnUtc);

        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await ReportAsync(), Does.Contain("sending it was interrupted"));
            Assert.That((await NotesAsync()).Count(note => note.StartsWith("\"Order placed\"", StringComparison.Ordinal)), Is.Zero);
            Assert.That((await _fixture.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Processing));
            Assert.That(await _fixture.AllAsync<ShoppingCartItem>(), Is.Empty);
        });
    }

    private async Task IsCompleteAsync()
    {
        var order = await _fixture.OnlyOrderAsync();
        var notes = await NotesAsync();
        var isReduced = order.OrderSubTotalDiscountExclTax > 0 || order.OrderDiscount > 0;
        Assert.Multiple(async () =>
        {
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(order.OrderStatus, Is.EqualTo(OrderStatus.Processing));
            Assert.That(order.CustomOrderNumber, Is.EqualTo(order.Id.ToString(CultureInfo.InvariantCulture)));
            Assert.That(await _fixture.AllAsync<ShoppingCartItem>(), Is.Empty);
            Assert.That((await _fixture.AllAsync<OrderItem>()).Count, Is.EqualTo(1));
            Assert.That((await _fixture.AllAsync<DiscountUsageHistory>()).Count, Is.EqualTo(isReduced ? 1 : 0));
            Assert.That((await _fixture.AllAsync<GiftCardUsageHistory>()).Count, Is.EqualTo(isReduced ? 1 : 0));
            Assert.That(notes.Count(note => note == "Order placed"), Is.EqualTo(1));
            foreach (var email in new[] { "\"Order placed\" email (to store owner)", "\"Order placed\" email (to customer)",
                "\"Order paid\" email (to customer)" })
                Assert.That(notes.Count(note => note.StartsWith(email, StringComparison.Ordinal)), Is.EqualTo(1), email);
            Assert.That(notes.Count(note => note.Contains("status has been changed")), Is.LessThanOrEqualTo(1));
            Assert.That(_events, Is.EqualTo(new[] { nameof(OrderPlacedEvent), nameof(OrderPaidEvent) }));
            Assert.That(_fixture.Glase.Refunds, Is.Empty);
            Assert.That((await _fixture.LastPaymentAsync()).AppliedOnUtc, Is.Not.Null);
        });
    }

    private async Task<List<string>> NotesAsync()
    {
        return [.. (await _fixture.AllAsync<OrderNote>()).Select(note => note.Note)];
    }

    private async Task<string> ReportAsync()
    {
        return (await NotesAsync()).Single(note => note.StartsWith("Glase: the shop stopped", StringComparison.Ordinal));
    }

    private async Task<PaymentElement> CheckOutAndPayAsync(bool isReduced)
    {
        await _httpShopper.PutIntoCartAsync(Article);
        if (isReduced)
        {
            await UseCodeAsync("#discountcouponcode", Coupon);
            await UseCodeAsync("#giftcardcouponcode", GiftCard);
        }

        var code = await _httpShopper.CheckOutAsync();
        Assert.That(code.HasCode, Is.True, _httpShopper.Page.Body.TextContent);
        _fixture.Glase.Pay(code.Reference);
        await _fixture.Glase.NotifyAsync(code.Reference);
        return code;
    }

    private async Task UseCodeAsync(string field, string code)
    {
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector(field).Closest("form").QuerySelector("button"),
            ("code", code));
    }

    [Test]
    public async Task An_order_that_got_its_status_in_a_request_that_ended_is_told_to_the_owner()
    {
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _callsBefore) = (nameof(IOrderService.InsertOrderNoteAsync), 3);
        await _httpShopper.ContinueAndConfirmAsync();
        Assert.That(_failing, Is.Null, "it failed");

        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await NotesAsync(), Has.One.Contains("interrupted when this order became paid"));
        Assert.That(_events, Is.EqualTo(new[] { nameof(OrderPlacedEvent) }));
        Assert.That((await _fixture.LastPaymentAsync()).AppliedOnUtc, Is.Not.Null);
    }

    [Test]
    public async Task A_completion_that_fails_too_is_tried_again_while_the_shopper_reads_that_it_is_paid()
    {
        var code = await CheckOutAndPayAsync(isReduced: false);
        (_failing, _failures) = (nameof(IShoppingCartService.ClearShoppingCartAsync), 1);
        _alsoFailing = nameof(IShoppingCartService.DeleteShoppingCartItemAsync);

        using var answer = await _httpShopper.CompleteAsync(code);

        Assert.That(_alsoFailing, Is.Null, "it failed");
        Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain("the shop is completing your order"));
        await PassAsync();
        await _fixture.RunTaskAsync();
        await IsCompleteAsync();
    }

    [Test]
    public async Task A_note_that_cannot_be_saved_keeps_no_email_from_being_sent()
    {
        await CheckOutAndPayAsync(isReduced: false);
        (_failing, _failures) = (nameof(IOrderService.InsertOrderNoteAsync), 2);

        await PassAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await ReportAsync(), Does.Contain("\"Order placed\", the note"));
        Assert.That(await NotesAsync(), Has.One.StartsWith("\"Order placed\" email (to customer)"));
    }

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

    // Whoever may have been placing it is taken for gone.
    private async Task PassAsync()
    {
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.ChangeAllAsync<GlaseOrderPaymentClaim>(claim => claim.ClaimedOnUtc -= GlaseDefaults.PlacementGracePeriod);
        await _fixture.ChangeAllAsync<Order>(order => order.CreatedOnUtc -= GlaseDefaults.PlacementGracePeriod);
        await _fixture.ChangeAllAsync<ShoppingCartItem>(row =>
        {
            row.CreatedOnUtc -= GlaseDefaults.PlacementGracePeriod;
            row.UpdatedOnUtc -= GlaseDefaults.PlacementGracePeriod;
        });
    }

    private object Around(MethodInfo method, object[] arguments, Func<object> call)
    {
        if (method.Name == _alsoFailing)
            _alsoFailing = null;
        else if (method.Name != _failing || _callsBefore-- > 0)
            return call();
        else if (--_failures <= 0)
            _failing = null;
        throw new TimeoutException("40001: could not serialize access");
    }

    private object Record(MethodInfo method, object[] arguments, Func<object> call)
    {
        if (arguments.FirstOrDefault() is OrderPlacedEvent or OrderPaidEvent)
            _events.Add(arguments[0].GetType().Name);
        return call();
    }
}
