using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// An order of a <see cref="FaultShop"/> for which Glase holds the money, anew for each line of a table.
/// </summary>
internal sealed class ReservedOrder : IAsyncDisposable
{
    private ReservedOrder(FaultShop shop)
    {
        Shop = shop;
    }

    public FaultShop Shop { get; }

    public string StatusAtGlase => Shop.Glase.Invoice(Reference).Status;

    private string Reference { get; set; }

    public static async Task<ReservedOrder> StartAsync(GlaseOperation operation)
    {
        var shop = await FaultShop.StartAsync(operation, isLive: false);
        await shop.Shopper.ContinueAndConfirmAsync();
        return new ReservedOrder(shop);
    }

    /// <summary>
    /// Lets the order begin again, and the payer confirm.
    /// </summary>
    public async Task BeginAsync()
    {
        await Shop.BeginAsync();
        var last = await Shop.LastPaymentAsync();
        await Shop.ChangeLastAsync<Order>(order =>
        {
            order.OrderStatus = OrderStatus.Pending;
            order.PaymentStatus = PaymentStatus.Pending;
            order.AuthorizationTransactionId = null;
            order.CaptureTransactionId = null;
        });
        var pending = await Shop.LastOrderAsync();
        Reference = await Shop.RunAsync(async services =>
        {
            await services.GetRequiredService<OrderPaymentClaims>().ReleaseAsync(last.Id);
            var payment = await services.GetRequiredService<CheckoutInvoices>().GetForOrderAsync(pending);
            Shop.Glase.Reserve(payment.InvoiceReference);
            payment = await services.GetRequiredService<PaymentStatusRecorder>().PollAsync(payment);
            await services.GetRequiredService<PaymentApplier>().ApplyAsync(payment);
            return payment.InvoiceReference;
        });
    }

    public Task<IList<string>> CaptureAsync() => WithOrderAsync((processing, order) => processing.CaptureAsync(order));

    public Task<IList<string>> VoidAsync() => WithOrderAsync((processing, order) => processing.VoidAsync(order));

    public async Task<string> PaymentStatusAsync() => (await Shop.LastOrderAsync()).PaymentStatus.ToString();

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    private async Task<IList<string>> WithOrderAsync(Func<IOrderProcessingService, Order, Task<IList<string>>> act)
    {
        var order = await Shop.LastOrderAsync();
        return await Shop.RunAsync(services => act(services.GetRequiredService<IOrderProcessingService>(), order));
    }
}
