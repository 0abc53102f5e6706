using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A shopper whose money Glase holds for the shop.
/// </summary>
public abstract class ReservationTestBase : ShopTestBase
{
    private protected PaymentElement _code;

    [SetUp]
    public async Task SetUp()
    {
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        await _httpShopper.PutIntoCartAsync();
        _code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Reserve(_code.Reference);
    }

    private protected string AtGlase => _fixture.Glase.Invoice(_code.Reference).Status;

    private protected async Task LetTheTaskFinishAsync()
    {
        await _httpShopper.Http.GetAsync(_code.StatusUrl);
        await _fixture.ChangePaymentsAsync(payment =>
        {
            payment.ReservedOnUtc -= GlaseDefaults.BrowserGracePeriod;
            payment.CaptureSentOnUtc -= GlaseDefaults.PlacementGracePeriod;
        });
        await _fixture.ChangeAllAsync<GlaseOrderPaymentClaim>(claim => claim.ClaimedOnUtc -= GlaseDefaults.PlacementGracePeriod);
        await _fixture.RunTaskAsync();
    }

    private protected async Task<IList<string>> WithOrderAsync(Func<IOrderProcessingService, Order, Task<IList<string>>> act)
    {
        return await _fixture.Shop.RunAsync(async services =>
        {
            var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            return await act(services.GetRequiredService<IOrderProcessingService>(), order);
        });
    }
}
