using Glase.Simulator.Rules;
using Microsoft.Extensions.Time.Testing;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A shopper has paid while another node works on the payment, or has died in the middle of it.
/// </summary>
[CancelAfter(120_000)]
public class OrderCompletionTests
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;
    private PaymentElement _code;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync(shop => shop.TimeProvider = _clock);
        _httpShopper = _fixture.NewShopper();
        await _httpShopper.PutIntoCartAsync();
        _code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        _fixture.Glase.Pay(_code.Reference);
        await WhileTimePassesAsync(_httpShopper.Http.GetAsync(_code.StatusUrl));
        await ShopFixture.UntilAsync(async () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            return (await _fixture.LastPaymentAsync()).Status == GlasePaymentStatus.Paid;
        }, "the payment");
    }

    [TearDown]
    public async Task TearDown()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task The_page_says_in_seconds_that_the_order_is_being_completed()
    {
        await TakeLockOnAnotherNodeAsync(TimeSpan.FromMinutes(10));
        var started = _clock.GetUtcNow();

        var response = await WhileTimePassesAsync(_httpShopper.CompleteAsync(_code));

        Assert.That(response.IsSuccessStatusCode, Is.True);
        Assert.That(_httpShopper.Code.State, Is.EqualTo("completing"));
        Assert.That(_clock.GetUtcNow() - started, Is.LessThan(TimeSpan.FromSeconds(8)));
        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
    }

    [Test]
    public async Task The_page_goes_on_without_script_as_well()
    {
        await TakeLockOnAnotherNodeAsync(TimeSpan.FromMinutes(10));

        await WhileTimePassesAsync(_httpShopper.CompleteAsync(_code));
        Assert.That(Refresh(), Does.EndWith($"glase/{_code.Token}/return"));
        await WhileTimePassesAsync(_httpShopper.GoAsync($"glase/{_code.Token}/return"));

        Assert.That(_httpShopper.Code.State, Is.EqualTo("completing"));
        Assert.That(Refresh(), Does.EndWith($"glase/{_code.Token}/return"));
        await _httpShopper.GoAsync($"glase/{_code.Token}");
        Assert.That(_httpShopper.Code.State, Is.EqualTo("completing"));
    }

    [Test]
    public async Task The_order_of_a_node_that_was_killed_is_completed_within_20_seconds()
    {
        await TakeLockOnAnotherNodeAsync(GlaseDefaults.LockLeaseDuration);
        var started = _clock.GetUtcNow();

        await WhileTimePassesAsync(_httpShopper.CompleteAsync(_code));
        while (_httpShopper.Code is { } shown)
        {
            Assert.That(shown.State, Is.EqualTo("completing"), "one moment, not an error");
            Assert.That(_clock.GetUtcNow() - started, Is.LessThan(TimeSpan.FromSeconds(30)));
            // As the page does by itself, with and without script.
            for (var moment = 0; moment < 30; moment++)
                _clock.Advance(TimeSpan.FromMilliseconds(100));
            await WhileTimePassesAsync(_httpShopper.GoAsync($"glase/{_code.Token}/return"));
        }

        TestContext.Out.WriteLine($"Completed {(_clock.GetUtcNow() - started).TotalSeconds:0.0} s after the node was killed");
        Assert.That(_clock.GetUtcNow() - started, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(_httpShopper.At.AbsolutePath, Does.StartWith("/checkout/completed"));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    private string Refresh()
    {
        return _httpShopper.Page.QuerySelectorAll("head noscript").Select(part => part.TextContent + part.InnerHtml)
            .Where(text => text.Contains("refresh", StringComparison.Ordinal))
            .Select(text => text.Split("url=")[^1].Split('"', '&')[0])
            .Single();
    }

    private async Task TakeLockOnAnotherNodeAsync(TimeSpan time)
    {
        var name = LockedPayments.LockName((await _fixture.LastPaymentAsync()).Id);
        var entry = new GlaseLock { Name = name, Owner = "other", ExpiresOnUtc = _clock.GetUtcNow().UtcDateTime + time };
        await _fixture.TakeLockAsync(entry);
    }

    private async Task<T> WhileTimePassesAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(task, Task.Delay(10));
        }

        return await task;
    }
}
