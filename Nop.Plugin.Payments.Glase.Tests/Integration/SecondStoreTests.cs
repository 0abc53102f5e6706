using Glase.Simulator.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Stores;
using NUnit.Framework;
using Sandbox.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A shop with a second store: the scheduled task runs in the first one, and so does an admin who came by its host.
/// </summary>
public class SecondStoreTests
{
    private const int Swedish = 2;

    private ShopFixture _fixture;
    private Store _second;
    private readonly Dictionary<string, string> _processedOn = [];
    private HttpShopper _httpShopper;

    [SetUp]
    public async Task OpenStores()
    {
        _processedOn.Clear();
        _fixture = await ShopFixture.StartAsync(options => options.ConfigureServices = services =>
            services.Intercept<IOrderProcessingService>((method, _, call) =>
            {
                _processedOn[method.Name] = new HttpContextAccessor().HttpContext?.Request.Host.Value;
                return call();
            }));
        var address = new UriBuilder(_fixture.Shop.BaseUri) { Host = "localhost" }.Uri;
        _second = new Store { Name = "Second", Url = address.AbsoluteUri, Hosts = address.Authority, DisplayOrder = 2, DefaultLanguageId = Swedish };
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IStoreService>().InsertStoreAsync(_second));
        _httpShopper = new HttpShopper(address);
    }

    [TearDown]
    public async Task CloseStores()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task A_paid_cart_is_ordered_in_its_own_store([Values("task", "admin")] string placedBy)
    {
        await _fixture.Shop.ChangeSettingsAsync<GlaseSettings>(settings => settings.AdditionalFee = 1.25m, _second.Id);
        await PayAsync();

        await PlaceByAsync(placedBy);

        var payment = await _fixture.LastPaymentAsync();
        var order = await _fixture.OnlyOrderAsync();
        Assert.Multiple(() =>
        {
            Assert.That(payment.Status, Is.EqualTo(GlasePaymentStatus.Paid), payment.LastError);
            Assert.That(order.StoreId, Is.EqualTo(_second.Id));
            Assert.That(_processedOn[nameof(IOrderProcessingService.PlaceOrderAsync)], Is.EqualTo(_second.Hosts), "nopCommerce's tax providers and others read the request");
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(order.OrderTotal, Is.EqualTo(payment.Amount));
            Assert.That(order.PaymentMethodAdditionalFeeInclTax, Is.EqualTo(1.25m), "the fee of that store");
            Assert.That(order.ShippingMethod, Is.Not.Null, "sent as it was chosen there");
            Assert.That(_fixture.Glase.Refunds, Is.Empty);
        });
    }

    [Test]
    public async Task The_order_is_in_the_language_that_the_guest_read_when_paying()
    {
        await PayAsync();
        await _fixture.Shop.RunAsync(services =>
        {
            _second.DefaultLanguageId = 1;
            return services.GetRequiredService<IStoreService>().UpdateStoreAsync(_second);
        });

        await PlaceByAsync("task");

        Assert.That((await _fixture.OnlyOrderAsync()).CustomerLanguageId, Is.EqualTo(Swedish));
    }

    [Test]
    public async Task Reward_points_that_were_chosen_in_that_store_are_used()
    {
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _fixture.Shop.RunAsync(async services =>
        {
            var customer = await services.GetRequiredService<ICustomerService>().GetCustomerByIdAsync(
                (await _fixture.AllAsync<ShoppingCartItem>()).Single().CustomerId);
            await services.GetRequiredService<RewardPointService>().AddAsync(customer.Id, 20, _second.Id, "Welcome");
            await services.GetRequiredService<IGenericAttributeService>().SaveAttributeAsync(customer,
                NopCustomerDefaults.UseRewardPointsDuringCheckoutAttribute, true, _second.Id);
        });
        await _httpShopper.GoAsync("checkout/paymentinfo");
        await PayAsync(_httpShopper.Code);

        await PlaceByAsync("task");

        var payment = await _fixture.LastPaymentAsync();
        var order = await _fixture.OnlyOrderAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid), payment.LastError);
        Assert.That(order.OrderTotal, Is.EqualTo(payment.Amount));
        Assert.That(order.RedeemedRewardPointsEntryId, Is.Not.Null);
    }

    [Test]
    public async Task Who_places_it_for_the_shopper_keeps_their_own_account_and_cookie()
    {
        await PayAsync();
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        var cookies = admin.Cookies.GetAllCookies().Count;

        await admin.GoAsync($"Admin/Glase/Payment/{(await _fixture.LastPaymentAsync()).Id}");
        await admin.PressAsync(admin.Button("Place the order or refund now"));

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(admin.Cookies.GetAllCookies(), Has.Count.EqualTo(cookies));
        await admin.GoAsync("Admin");
        Assert.That(admin.At.AbsolutePath, Is.EqualTo("/Admin"), "still the admin");
        var guests = (await _fixture.AllAsync<Customer>()).Count;
        await admin.GoAsync("Admin");
        Assert.That(await _fixture.AllAsync<Customer>(), Has.Count.EqualTo(guests), "and no guest was made");
    }

    [Test]
    public async Task Glase_is_given_the_addresses_of_the_payment_s_store()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _second.Url = "https://second.example.com/shop/";
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IStoreService>().UpdateStoreAsync(_second));

        await _httpShopper.GoAsync("cart");
        await _httpShopper.PutIntoCartAsync(1);
        await _httpShopper.CheckOutAsync();

        var content = _fixture.Glase.Invoice(code.Reference).Content;
        Assert.That(content.NotificationUrl, Is.EqualTo($"https://second.example.com/shop/glase/{code.Token}/notification"));
        Assert.That(content.BackUrl, Is.EqualTo($"https://second.example.com/shop/glase/{code.Token}/return"));
    }

    // nopCommerce takes the store's settings: whether gift cards are returned, say, or reward points earned.
    [TestCase(false, nameof(IOrderProcessingService.CancelOrderAsync))]
    [TestCase(true, nameof(IOrderProcessingService.MarkOrderAsPaidAsync))]
    public async Task The_task_cancels_and_pays_an_order_by_the_settings_of_its_store(bool isPaid, string method)
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        if (isPaid)
            _fixture.Glase.Pay(code.Reference);
        await _fixture.ChangePaymentsAsync(payment => payment.DeadlineOnUtc = payment.ExpiresOnUtc = payment.ExpiresOnUtc.AddHours(-1));
        await _fixture.ChangeAllAsync<Order>(order => order.CreatedOnUtc = order.CreatedOnUtc.AddHours(-1));

        await _fixture.RunTaskAsync();

        var order = await _fixture.OnlyOrderAsync();
        Assert.That(order.StoreId, Is.EqualTo(_second.Id));
        Assert.That(order.OrderStatus, isPaid ? Is.Not.EqualTo(OrderStatus.Cancelled) : Is.EqualTo(OrderStatus.Cancelled));
        Assert.That(_processedOn[method], Is.EqualTo(_second.Hosts));
    }

    private async Task PayAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        await PayAsync(await _httpShopper.CheckOutAsync());
    }

    private async Task PayAsync(PaymentElement code)
    {
        _fixture.Glase.Pay(code.Reference);
        await _fixture.Glase.NotifyAsync(code.Reference);
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
    }

    private async Task PlaceByAsync(string placedBy)
    {
        if (placedBy == "task")
        {
            await _fixture.RunTaskAsync();
            return;
        }

        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync($"Admin/Glase/Payment/{(await _fixture.LastPaymentAsync()).Id}");
        await admin.PressAsync(admin.Button("Place the order or refund now"));
    }
}
