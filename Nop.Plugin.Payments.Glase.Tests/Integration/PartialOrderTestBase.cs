using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Events;
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
/// The shopper has paid, and a service of the shop fails half-way through saving the order.
/// </summary>
public abstract class PartialOrderTestBase
{
    private protected const string Coupon = "FIVEOFF";
    private protected const string GiftCard = "GIFT-25";
    private protected const int Article = 1;
    private protected const int OtherArticle = 2;
    private protected readonly List<string> _events = [];
    private protected ShopFixture _fixture;
    private protected HttpShopper _httpShopper;
    private protected string _failing;
    private protected string _alsoFailing;
    private protected int _callsBefore;
    private protected int _failures;

    // No consumer gets to know that the order is placed.
    private protected bool _isPlacedEventLost;

    // What another request does right after it is published that the order is placed.
    private protected Func<Task> _afterPlaced;

    // Nothing works any more after what fails.
    private protected bool _isDead;

    [SetUp]
    public async Task OpenShop()
    {
        _events.Clear();
        _afterPlaced = null;
        (_failing, _alsoFailing, _callsBefore, _failures, _isDead, _isPlacedEventLost) = (null, null, 0, 1, false, false);
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

    private protected async Task<List<string>> NotesAsync()
    {
        return [.. (await _fixture.AllAsync<OrderNote>()).Select(note => note.Note)];
    }

    private protected async Task<string> ReportAsync()
    {
        return (await NotesAsync()).Single(note => note.StartsWith("Glase: the shop stopped", StringComparison.Ordinal));
    }

    private protected async Task<PaymentElement> CheckOutAndPayAsync(bool isReduced)
    {
        await _httpShopper.PutIntoCartAsync(Article);
        if (isReduced)
        {
            await _httpShopper.UseCodeAsync("#discountcouponcode", Coupon);
            await _httpShopper.UseCodeAsync("#giftcardcouponcode", GiftCard);
        }

        var code = await _httpShopper.CheckOutAsync();
        Assert.That(code.HasCode, Is.True, _httpShopper.Page.Body.TextContent);
        _fixture.Glase.Pay(code.Reference);
        await _fixture.Glase.NotifyAsync(code.Reference);
        return code;
    }

    // The process that may have been placing it is assumed to have ended.
    private protected Task PassAsync() => PassAsync(GlaseDefaults.PlacementGracePeriod);

    private protected async Task PassAsync(TimeSpan time)
    {
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.ChangeAllAsync<GlaseOrderPaymentClaim>(claim => claim.ClaimedOnUtc -= time);
        await _fixture.ChangeAllAsync<Order>(order => order.CreatedOnUtc -= time);
        await _fixture.ChangeAllAsync<ShoppingCartItem>(row =>
        {
            row.CreatedOnUtc -= time;
            row.UpdatedOnUtc -= time;
        });
    }

    private protected object Around(MethodInfo method, object[] arguments, Func<object> call)
    {
        if (method.Name == _alsoFailing)
            _alsoFailing = null;
        else if (_isDead && _failing is null)
            throw new OperationCanceledException("The process has ended.");
        else if (method.Name != _failing || _callsBefore-- > 0)
            return call();
        else if (--_failures <= 0)
            _failing = null;
        throw new TimeoutException("40001: could not serialize access");
    }

    private protected object Record(MethodInfo method, object[] arguments, Func<object> call)
    {
        if (arguments.FirstOrDefault() is OrderPlacedEvent or OrderPaidEvent)
            _events.Add(arguments[0].GetType().Name);
        if (arguments.FirstOrDefault() is not OrderPlacedEvent)
            return call();
        var published = _isPlacedEventLost ? Task.CompletedTask : (Task)call();
        return _afterPlaced is { } act ? ThenAsync(published, act) : published;
    }

    private static async Task ThenAsync(Task published, Func<Task> act)
    {
        await published;
        await act();
    }
}
