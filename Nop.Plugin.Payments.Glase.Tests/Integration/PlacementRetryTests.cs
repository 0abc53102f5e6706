using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Tax;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;
using Sandbox.Data.Entities;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// It is paid, and placing the order fails: for a reason that passes, or because the shop refuses it.
/// </summary>
public class PlacementRetryTests
{
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;
    private Func<Task<PlaceOrderResult>> _place;
    private int _attempts;

    [SetUp]
    public async Task OpenShop()
    {
        _place = null;
        _attempts = 0;
        _fixture = await ShopFixture.StartAsync(options => options.ConfigureServices = services =>
            services.Intercept<IOrderProcessingService>((method, _, call) =>
            {
                if (method.Name != nameof(IOrderProcessingService.PlaceOrderAsync))
                    return call();
                _attempts++;
                return _place is null ? call() : _place();
            }));
        _httpShopper = _fixture.NewShopper();
    }

    [TearDown]
    public async Task CloseShop()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    private static IEnumerable<TestCaseData> PassingFailures()
    {
        yield return new TestCaseData((Func<Task<PlaceOrderResult>>)(() => throw new TimeoutException("The database did not answer.")))
            .SetArgDisplayNames("thrown");
        yield return new TestCaseData((Func<Task<PlaceOrderResult>>)(() =>
            Task.FromResult(new PlaceOrderResult { Errors = ["40001: could not serialize access"] }))).SetArgDisplayNames("reported");
        yield return new TestCaseData((Func<Task<PlaceOrderResult>>)(() =>
            throw new NopException("Shipping total couldn't be calculated"))).SetArgDisplayNames("not calculated");
    }

    [TestCaseSource(nameof(PassingFailures))]
    public async Task What_may_pass_is_tried_again_before_anything_is_refunded(Func<Task<PlaceOrderResult>> failure)
    {
        await PayAsync();
        _place = failure;

        await _fixture.RunTaskAsync();
        await _fixture.RunTaskAsync();

        Assert.That(_attempts, Is.EqualTo(1), "the pause is kept, by whichever node");
        Assert.That(_fixture.Glase.Refunds, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).LastError, Does.Contain("tried again"));

        _place = null;
        await PassAsync(TimeSpan.FromMinutes(1));
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(_fixture.Glase.Refunds, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).LastError, Is.Null);
    }

    // nopCommerce computes with a rate of 0 then.
    [Test]
    public async Task A_total_without_the_tax_of_a_provider_that_does_not_answer_is_tried_again()
    {
        await _fixture.Shop.ChangeSettingsAsync<TaxSettings>(settings => settings.PricesIncludeTax = false);
        await PayAsync();
        await _fixture.ChangeAllAsync<TaxRate>(rate => rate.Percentage /= 1000);

        await _fixture.RunTaskAsync();

        var payment = await _fixture.LastPaymentAsync();
        Assert.That(payment.LastError, Does.Contain("a tax rate was changed").And.Contain("tried again"));
        Assert.That(_fixture.Glase.Refunds, Is.Empty);

        await _fixture.ChangeAllAsync<TaxRate>(rate => rate.Percentage *= 1000);
        await PassAsync(TimeSpan.FromMinutes(1));
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).OrderTotal, Is.EqualTo(payment.Amount));
        Assert.That(_fixture.Glase.Refunds, Is.Empty);
    }

    [Test]
    public async Task What_the_shop_refuses_uses_up_no_attempt_of_what_may_pass()
    {
        var code = await PayAsync();
        _place = () => throw new NopException("Sold out.");
        for (var press = 0; press < 5; press++)
            await _httpShopper.CompleteAsync(code);
        _place = () => throw new TimeoutException("The database did not answer.");

        await _httpShopper.CompleteAsync(code);
        await _fixture.RunTaskAsync();

        Assert.That(_fixture.Glase.Refunds, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).FailedPlacementAttempts, Is.EqualTo(1));
    }

    [Test]
    public async Task What_does_not_pass_is_refunded_after_five_attempts_within_15_minutes()
    {
        await PayAsync();
        _place = () => throw new TimeoutException("The database did not answer.");

        foreach (var pause in new[] { 0, 1, 2, 4 })
        {
            await PassAsync(TimeSpan.FromMinutes(pause));
            await _fixture.RunTaskAsync();
            Assert.That(_fixture.Glase.Refunds, Is.Empty);
        }

        await PassAsync(TimeSpan.FromMinutes(8));
        await _fixture.RunTaskAsync();

        Assert.That(_attempts, Is.EqualTo(5));
        Assert.That(_fixture.Glase.Refunds, Has.Count.EqualTo(1));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
    }

    [Test]
    public async Task What_the_shop_refuses_is_refunded_at_once()
    {
        await PayAsync();
        _place = () => throw new NopException("Sold out.");

        await _fixture.RunTaskAsync();

        Assert.That(_attempts, Is.EqualTo(1));
        Assert.That(_fixture.Glase.Refunds, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_cart_that_was_ordered_with_another_method_is_refunded_at_once()
    {
        await PayAsync();
        var payment = await _fixture.LastPaymentAsync();
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<Order>>().InsertAsync(new Order
        {
            OrderGuid = payment.OrderGuid,
            CustomerId = payment.CustomerId,
            StoreId = payment.StoreId,
            PaymentMethodSystemName = "Payments.CheckMoneyOrder",
            PaymentStatus = PaymentStatus.Pending,
            CustomOrderNumber = "77",
            CreatedOnUtc = payment.CreatedOnUtc
        }));

        await _fixture.RunTaskAsync();

        payment = await _fixture.LastPaymentAsync();
        Assert.That(payment.Status, Is.EqualTo(GlasePaymentStatus.Refunded), payment.LastError);
        Assert.That(_attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task The_shopper_reads_meanwhile_that_the_order_is_being_completed()
    {
        var code = await PayAsync();
        _place = () => throw new TimeoutException("The database did not answer.");

        await _httpShopper.CompleteAsync(code);

        Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain("the shop is completing your order"));
        Assert.That(_httpShopper.Page.QuerySelector("meta[http-equiv=refresh]"), Is.Not.Null, "it goes on by itself");
        Assert.That(_httpShopper.Page.QuerySelectorAll("glase-payment .glase-button").Where(button => button.Closest("[hidden]") is null), Is.Empty,
            "there is nothing to do");

        _place = null;
        await PassAsync(TimeSpan.FromMinutes(1));
        await _fixture.RunTaskAsync();
        await _httpShopper.GoAsync(_httpShopper.At.AbsolutePath.Replace("/complete", "", StringComparison.Ordinal));

        Assert.That(_httpShopper.At.AbsolutePath, Does.Contain("completed"));
    }

    [Test]
    public async Task An_admin_can_have_it_tried_at_once()
    {
        await PayAsync();
        _place = () => throw new TimeoutException("The database did not answer.");
        await _fixture.RunTaskAsync();
        _place = null;

        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync($"Admin/Glase/Payment/{(await _fixture.LastPaymentAsync()).Id}");
        await admin.PressAsync(admin.Button("Place the order or refund now"));

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    private async Task<PaymentElement> PayAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _fixture.Glase.NotifyAsync(code.Reference);
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        return code;
    }

    private Task PassAsync(TimeSpan time)
    {
        return _fixture.ChangePaymentsAsync(payment => payment.NextPlacementAttemptOnUtc -= time);
    }
}
