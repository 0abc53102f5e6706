using System.Net;
using System.Text.Json;
using Glase.Simulator.Rules;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What somebody can do who knows a payment's address, and somebody who does not.
/// </summary>
public class OtherBrowserTests : ShopTestBase
{
    private PaymentElement _code;
    private HttpClient _stranger;

    [SetUp]
    public async Task SetUp()
    {
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        await _httpShopper.PutIntoCartAsync();
        _code = await _httpShopper.CheckOutAsync();
        _stranger = new HttpClient { BaseAddress = _fixture.Shop.BaseUri };
        _stranger.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Test/1.0");
    }

    [TearDown]
    public void TearDown()
    {
        _stranger.Dispose();
    }

    [Test]
    public async Task A_flood_is_turned_away_and_asks_Glase_no_more_than_a_shopper_does()
    {
        var before = _fixture.Glase.Calls("getPaymentStatus").Count;

        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => _stranger.GetAsync(_code.StatusUrl)));

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.That(refused, Has.Count.GreaterThan(100));
        Assert.That(refused[0].Headers.RetryAfter.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(answers.Count(answer => answer.IsSuccessStatusCode), Is.EqualTo(400 - refused.Count));
        Assert.That(_fixture.Glase.Calls("getPaymentStatus").Count - before, Is.LessThan(60));
    }

    [Test]
    public async Task A_flood_on_one_payment_is_not_felt_by_another()
    {
        using var other = _fixture.NewShopper();
        await other.PutIntoCartAsync();
        var otherCode = await other.CheckOutAsync();
        await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => _stranger.GetAsync(_code.StatusUrl)));

        _fixture.Glase.Pay(otherCode.Reference);
        await other.CompleteAsync(otherCode);

        Assert.That(other.At.AbsolutePath, Does.Contain("completed"));
    }

    [Test]
    public async Task Event_streams_of_one_payment_are_bounded_and_come_free_again()
    {
        var streams = await Task.WhenAll(Enumerable.Range(0, PaymentRateLimiter.MaxStreams + 5).Select(_ => OpenStreamAsync()));

        Assert.That(streams.Count(stream => stream.StatusCode == HttpStatusCode.TooManyRequests), Is.EqualTo(5));
        foreach (var stream in streams)
            stream.Dispose();
        await ShopFixture.UntilAsync(async () =>
        {
            using var again = await OpenStreamAsync();
            return again.StatusCode == HttpStatusCode.OK;
        }, "a stream to come free");
    }

    [Test]
    public async Task Strangers_write_nothing_while_a_payment_waits_for_its_order()
    {
        Assume.That(_fixture.Shop.Database.Kind, Is.EqualTo(DatabaseKind.Sqlite), "which counts what is written");
        _fixture.Glase.Pay(_code.Reference);
        await _stranger.GetAsync(_code.StatusUrl);
        await using var connection = await _fixture.Shop.RunAsync(services =>
            Task.FromResult(services.GetRequiredService<ShopDatabase>().Connect()));
        var before = connection.Execute<long>("PRAGMA data_version");

        for (var round = 0; round < 5; round++)
        {
            await _stranger.GetAsync(_code.StatusUrl);
            await _stranger.PostAsync(Address(_code.Token, "notification"), Forged());
            await _stranger.PostAsync(Address("AAAAAAAAAAAAAAAAAAAAAA", "notification"), Forged());
            await _stranger.GetAsync(Address("AAAAAAAAAAAAAAAAAAAAAA", "status"));
        }

        Assert.That(connection.Execute<long>("PRAGMA data_version"), Is.EqualTo(before), "the database was written to");
        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
    }

    [Test]
    public async Task A_forged_notification_changes_nothing()
    {
        var answer = await _stranger.PostAsync(Address(_code.Token, "notification"), Forged());

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Issued));
    }

    [TestCase("")]
    [TestCase("status")]
    [TestCase("return")]
    [TestCase("notification")]
    public async Task Answers_are_kept_by_no_cache_and_say_nothing_about_the_person(string part)
    {
        var answer = await _stranger.GetAsync(Address(_code.Token, part));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Multiple(() =>
        {
            Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(text, Does.Not.Contain("Ada").And.Not.Contain("ada@example.com").And.Not.Contain("Storgatan"));
            Assert.That(text, Does.Not.Contain(_code.Reference), "nor which invoice it is");
        });
    }

    [Test]
    public async Task Strangers_are_told_no_amount_and_the_shopper_is()
    {
        Assert.That(Read(await _stranger.GetStringAsync(_code.StatusUrl)), Is.EqualTo(("waiting", (string)null)));
        Assert.That(Read(await _httpShopper.Http.GetStringAsync(_code.StatusUrl)), Is.EqualTo(("waiting", _code.Amount)));
    }

    [Test]
    public async Task The_stream_of_events_tells_strangers_no_amount_and_the_shopper_one()
    {
        Assert.That(Read(await FirstEventAsync(_stranger)), Is.EqualTo(("waiting", (string)null)));
        Assert.That(Read(await FirstEventAsync(_httpShopper.Http)), Is.EqualTo(("waiting", _code.Amount)));
    }

    [Test]
    public async Task Strangers_with_a_cookie_of_nobodys_get_no_account_by_asking_for_the_state()
    {
        _stranger.DefaultRequestHeaders.Add("Cookie", $".Nop.Customer={Guid.NewGuid()}");
        var before = (await _fixture.AllAsync<Customer>()).Count;

        var answer = await _stranger.GetAsync(_code.StatusUrl);
        await FirstEventAsync(_stranger);

        Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False);
        Assert.That(await _fixture.AllAsync<Customer>(), Has.Count.EqualTo(before));
    }

    [Test]
    public async Task A_stranger_who_completes_a_payment_places_its_order_and_sees_nothing_of_it()
    {
        _fixture.Glase.Pay(_code.Reference);

        var answer = await _stranger.PostAsync(_code.CompleteUrl, Forged());

        var order = await _fixture.OnlyOrderAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(text, Does.Contain("Paid, thank you").And.Not.Contain("Ada").And.Not.Contain("Storgatan")
            .And.Not.Contain(_code.Amount).And.Not.Contain("orderdetails").And.Not.Contain("completed/"));
    }

    [Test]
    public async Task A_stranger_who_completes_what_is_not_paid_changes_nothing()
    {
        var answer = await _stranger.PostAsync(_code.CompleteUrl, Forged());

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Issued));
    }

    [TestCase("return?returnUrl=https://evil.example/&ReturnUrl=//evil.example")]
    [TestCase("?returnUrl=https://evil.example/")]
    public async Task Nobody_is_sent_to_another_site(string part)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _httpShopper.Cookies };
        using var browser = new HttpClient(handler) { BaseAddress = _fixture.Shop.BaseUri };

        var answer = await browser.GetAsync(Address(_code.Token, part));

        Assert.That(answer.Headers.Location?.ToString() ?? "", Does.Not.Contain("evil.example"));
    }

    private static FormUrlEncodedContent Forged()
    {
        return new FormUrlEncodedContent([KeyValuePair.Create("invoiceReference", "1"), KeyValuePair.Create("status", "PAID")]);
    }

    private static string Address(string token, string part) => $"glase/{token}/{part}".TrimEnd('/');

    private static (string State, string Amount) Read(string message)
    {
        using var json = JsonDocument.Parse(message);
        return (json.RootElement.GetProperty("state").GetString(), json.RootElement.GetProperty("amount").GetString());
    }

    private async Task<string> FirstEventAsync(HttpClient client)
    {
        using var response = await client.GetAsync(_code.EventsUrl, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
                return line["data:".Length..];
        }

        return null;
    }

    private Task<HttpResponseMessage> OpenStreamAsync()
    {
        return _stranger.GetAsync(_code.EventsUrl, HttpCompletionOption.ResponseHeadersRead);
    }
}
