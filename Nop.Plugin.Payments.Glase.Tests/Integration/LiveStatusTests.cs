using System.Diagnostics;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What a waiting browser sees, and what it costs Glase.
/// </summary>
public class LiveStatusTests : ShopTestBase
{
    private PaymentElement _code;

    [SetUp]
    public async Task SetUp()
    {
        await _httpShopper.PutIntoCartAsync();
        _code = await _httpShopper.CheckOutAsync();
    }

    private int Polls => _fixture.Glase.Invoice(_code.Reference).Calls.GetValueOrDefault("getPaymentStatus");

    [Test]
    public async Task Ten_tabs_poll_once_a_second_and_not_when_they_are_closed()
    {
        using var away = new CancellationTokenSource();
        var tabs = Enumerable.Range(0, 10).Select(_ => ReadAsync(away.Token)).ToList();
        await ShopFixture.UntilAsync(() => Task.FromResult(Polls > 0), "the first poll");
        var watch = Stopwatch.StartNew();
        var before = Polls;
        await Task.Delay(TimeSpan.FromSeconds(4));
        var asked = Polls - before;
        var seconds = watch.Elapsed.TotalSeconds;

        await away.CancelAsync();
        await Task.WhenAll(tabs);
        await Task.Delay(TimeSpan.FromSeconds(4));
        var afterwards = Polls;
        await Task.Delay(TimeSpan.FromSeconds(2));

        Assert.That(asked, Is.InRange(2, (int)Math.Ceiling(seconds) + 1));
        Assert.That(Polls, Is.EqualTo(afterwards), "nobody looks, nobody asks");
    }

    [Test]
    public async Task The_stream_tells_of_the_payment_and_ends()
    {
        var reading = ReadAsync(CancellationToken.None);
        await ShopFixture.UntilAsync(() => Task.FromResult(Polls > 0), "the first poll");

        _fixture.Glase.Pay(_code.Reference);

        var events = await reading.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.That(events[0], Does.Contain("\"state\":\"waiting\""));
        Assert.That(events[^1], Does.Contain("\"state\":\"paid\""));
    }

    [Test]
    public async Task Without_a_notification_the_stream_tells_of_the_payment_too()
    {
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        var reading = ReadAsync(CancellationToken.None);
        await ShopFixture.UntilAsync(() => Task.FromResult(Polls > 0), "the first poll");

        _fixture.Glase.Pay(_code.Reference);

        Assert.That((await reading.WaitAsync(TimeSpan.FromSeconds(15)))[^1], Does.Contain("\"state\":\"paid\""));
    }

    [Test]
    public async Task A_code_that_expired_is_cancelled_before_the_shopper_is_told()
    {
        await _fixture.ChangePaymentsAsync(payment => payment.ExpiresOnUtc = payment.CreatedOnUtc);

        var events = await ReadAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(15));

        Assert.That(events[^1], Does.Contain("\"state\":\"expired\""));
        Assert.That(_fixture.Glase.Invoice(_code.Reference).Status, Is.EqualTo("CANCELED"));
    }

    [Test]
    public async Task A_shop_that_stops_ends_the_streams()
    {
        List<string> events = [];
        var reading = ReadAsync(CancellationToken.None, events);
        await ShopFixture.UntilAsync(() => Task.FromResult(events.Count > 0), "the first event");

        _fixture.Shop.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.That(await reading.WaitAsync(TimeSpan.FromSeconds(15)), Is.Not.Empty);
    }

    [Test]
    public async Task Unknown_tokens_are_not_found()
    {
        foreach (var action in new[] { "", "/status", "/events", "/notification", "/return" })
        {
            var response = await _httpShopper.Http.GetAsync($"glase/AAAAAAAAAAAAAAAAAAAAAA{action}");
            Assert.That((int)response.StatusCode, Is.EqualTo(404), action);
            Assert.That(await response.Content.ReadAsStringAsync(), Is.Not.Empty, "an empty answer makes nopCommerce show its page");
        }
    }

    [Test]
    public async Task Nothing_is_kept_in_caches()
    {
        foreach (var address in new[] { _code.StatusUrl, _code.EventsUrl, $"glase/{_code.Token}", "glase/AAAAAAAAAAAAAAAAAAAAAA/events" })
        {
            using var response = await _httpShopper.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            Assert.That(response.Headers.CacheControl?.NoStore, Is.True, address);
        }
    }

    private async Task<List<string>> ReadAsync(CancellationToken cancellationToken, List<string> events = null)
    {
        events ??= [];
        try
        {
            using var response = await _httpShopper.Http.GetAsync(_code.EventsUrl, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal))
                    events.Add(line);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.That(cancellationToken.IsCancellationRequested, Is.True, "only the test ends a stream");
        }

        return events;
    }
}
