using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Payments;
using NUnit.Framework;
using Sandbox.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Tests.Shop;

/// <summary>The statuses an order goes through, as nopCommerce leads it.</summary>
public class OrderLifeTests
{
    private ShopFixture _fixture;

    [SetUp]
    public async Task StartAsync() => _fixture = await ShopFixture.StartAsync(options => options.InstallGlase = false);

    [TearDown]
    public async Task StopAsync() => await _fixture.DisposeAsync();

    [Test]
    public async Task Placing_reduces_the_stock_and_cancelling_restores_it()
    {
        var before = await CoffeeInStockAsync();
        var order = await OrderAsync();
        Assert.That(await CoffeeInStockAsync(), Is.EqualTo(before - 1));

        await InShopAsync(_fixture, order.Id, (processing, placed) => processing.CancelOrderAsync(placed, true));

        Assert.That(await CoffeeInStockAsync(), Is.EqualTo(before));
        Assert.That((await _fixture.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Cancelled));
    }

    [Test]
    public async Task A_paid_order_is_processed_and_can_be_refunded_in_parts()
    {
        var order = await OrderAsync();
        await InShopAsync(_fixture, order.Id, async (processing, placed) =>
        {
            await processing.MarkOrderAsPaidAsync(placed);
            Assert.That(placed.OrderStatus, Is.EqualTo(OrderStatus.Processing));
            Assert.That(placed.PaidDateUtc, Is.Not.Null);
            Assert.That(processing.CanMarkOrderAsPaid(placed), Is.False);

            await processing.PartiallyRefundOfflineAsync(placed, 1m);
            Assert.That(placed.PaymentStatus, Is.EqualTo(PaymentStatus.PartiallyRefunded));
            Assert.That(processing.CanMarkOrderAsPaid(placed), Is.True, "nopCommerce's own gap: plugins must look at the status");
            Assert.That(processing.CanPartiallyRefundOffline(placed, placed.OrderTotal), Is.False);

            await processing.PartiallyRefundOfflineAsync(placed, placed.OrderTotal - 1m);
            Assert.That(placed.PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
        });
    }

    [Test]
    public async Task An_empty_cart_throws_instead_of_returning_an_error()
    {
        await _fixture.Shop.RunAsync(async services =>
        {
            var customer = await services.GetRequiredService<ICustomerService>().GetCustomerByEmailAsync("shopper@example.com");
            var request = new ProcessPaymentRequest
            {
                CustomerId = customer.Id, StoreId = 1, PaymentMethodSystemName = CheckPaymentMethod.SystemName
            };

            Assert.That(
                () => services.GetRequiredService<IOrderProcessingService>().PlaceOrderAsync(request),
                Throws.TypeOf<NopException>().With.Message.EqualTo("Cart is empty"));
        });
    }

    [Test]
    public async Task A_checkout_keeps_its_order_guid_for_a_while()
    {
        await _fixture.Shop.RunAsync(async services =>
        {
            var processing = services.GetRequiredService<IOrderProcessingService>();
            var first = new ProcessPaymentRequest();
            await processing.SetProcessPaymentRequestAsync(first);
            await processing.SetProcessPaymentRequestAsync(new ProcessPaymentRequest());
            Assert.That((await processing.GetProcessPaymentRequestAsync()).OrderGuid, Is.EqualTo(first.OrderGuid));

            await processing.SetProcessPaymentRequestAsync(new ProcessPaymentRequest(), useNewOrderGuid: true);
            Assert.That((await processing.GetProcessPaymentRequestAsync()).OrderGuid, Is.Not.EqualTo(first.OrderGuid));
        });
    }

    internal static Task InShopAsync(ShopFixture fixture, int orderId, Func<IOrderProcessingService, Order, Task> act)
    {
        return fixture.Shop.RunAsync(async services => await act(
            services.GetRequiredService<IOrderProcessingService>(),
            await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId)));
    }

    private async Task<Order> OrderAsync()
    {
        using var httpShopper = _fixture.NewShopper();
        await httpShopper.PutIntoCartAsync();
        await httpShopper.CheckOutAsync(CheckPaymentMethod.SystemName);
        await httpShopper.ContinueAndConfirmAsync();
        return await _fixture.OnlyOrderAsync();
    }

    private async Task<int> CoffeeInStockAsync()
    {
        return (await _fixture.AllAsync<Product>())[0].StockQuantity;
    }
}
