using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A shopper who buys, and the receipt that Glase gets of it.
/// </summary>
public abstract class ReceiptTestBase : ShopTestBase
{
    private protected static readonly string Call = GlaseOperation.SubmitPaymentReceipt.WireName();

    private protected async Task<Order> BuyAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.CompleteAsync(code);
        return (await _fixture.AllAsync<Order>())[^1];
    }

    // Buys while Glase takes no receipts, and waits until the first try has failed.
    private protected async Task<Order> BuyDuringFaultAsync(Fault fault)
    {
        _fixture.Glase.Faults.Clear();
        _fixture.Glase.Faults.Add(fault.On(Call).Forever());
        var order = await BuyAsync();
        await UntilItFailedAsync();
        return order;
    }

    private protected async Task ReserveAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Reserve(code.Reference);
        await _httpShopper.GoAsync($"glase/{code.Token}");
        await _httpShopper.CompleteAsync(_httpShopper.Code);
    }

    private protected async Task CaptureAsync()
    {
        var id = (await _fixture.OnlyOrderAsync()).Id;
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>()
            .CaptureAsync(await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(id)));
    }

    private protected Task UntilItFailedAsync() =>
        ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).ReceiptError is not null, "the first try to fail");

    private protected async Task MendAndRunTaskAsync()
    {
        _fixture.Glase.Faults.Clear();
        await MakeDueAsync();
        await _fixture.RunTaskAsync();
    }

    private protected Task MakeDueAsync() => _fixture.ChangePaymentsAsync(payment =>
    {
        Assert.That(payment.ReceiptDueOnUtc, Is.GreaterThan(TimeProvider.System.GetUtcNow().UtcDateTime), "after a pause");
        payment.ReceiptDueOnUtc = payment.AppliedOnUtc;
    });

    private protected async Task<SubmittedReceipt> OnlyReceiptAsync()
    {
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).ReceiptSubmittedOnUtc is not null, "the receipt");
        return _fixture.Glase.Receipts.Single();
    }
}
