using AngleSharp.Dom;
using Glase.Simulator.Rules;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// One tab shows a code while the cart is changed in another.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public abstract class CartInvoiceUpdateTestBase
{
    // It is not sent by post, so that its price is always known.
    private protected const int Map = 4;
    private protected const int Coffee = 0;
    private protected const int Candle = 2;

    private protected ShopFixture _fixture;
    private protected HttpShopper _httpShopper;
    private protected PaymentElement _tab;
    private protected int _lastOrder;
    private protected int _lastEntry;

    private protected IEnumerable<string> Payable =>
        _fixture.Glase.Invoices.Where(invoice => invoice.Status == "ISSUED").Select(invoice => invoice.Reference);

    [OneTimeSetUp]
    public async Task StartAsync() => _fixture = await ShopFixture.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _fixture.DisposeAsync();

    [SetUp]
    public async Task SetUp()
    {
        _fixture.Glase.Faults.Clear();
        _fixture.Glase.NotificationMode = NotificationMode.On;
        foreach (var reference in Payable.ToList())
            _fixture.Glase.Cancel(reference);
        _fixture.Glase.ClearRecords();
        _lastOrder = (await _fixture.AllAsync<Order>()).LastOrDefault()?.Id ?? 0;
        _lastEntry = (await _fixture.AllAsync<Log>()).LastOrDefault()?.Id ?? 0;
        _httpShopper = _fixture.NewShopper();
    }

    [TearDown]
    public void TearDown() => _httpShopper.Dispose();

    private protected async Task ShowCodeAsync(int article, int quantity = 1)
    {
        await _httpShopper.PutIntoCartAsync(article);
        if (quantity != 1)
            await SetQuantityAsync(0, quantity);
        _tab = await _httpShopper.GetCodeAsync();
        Assert.That(await StateAsync(), Is.EqualTo("waiting"));
    }

    private protected async Task<IList<Order>> OrdersAsync()
    {
        return [.. (await _fixture.AllAsync<Order>()).Where(order => order.Id > _lastOrder)];
    }

    private protected async Task SetQuantityAsync(int line, int quantity)
    {
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=updatecart]"),
            (_httpShopper.Page.QuerySelectorAll("input.quantity")[line].GetAttribute("name"), $"{quantity}"));
    }

    private protected async Task ChooseShippingAsync(string option)
    {
        await _httpShopper.GoAsync("checkout/shippingmethod");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=nextstep]"), ("shippingoption", option));
    }

    private protected Task MakeCandleAsync(Action<Product> change)
    {
        return _fixture.ChangeAllAsync<Product>(product =>
        {
            if (product.Name == "Birch candle")
                change(product);
        });
    }

    private protected async Task<string> StateAsync() => (await _httpShopper.StatusAsync(_tab)).State;
}
