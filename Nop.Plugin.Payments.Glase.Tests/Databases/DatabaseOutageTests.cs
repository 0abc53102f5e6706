using System.Diagnostics;
using System.Globalization;
using System.Net;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Farms;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// The database goes away for a while, under shoppers who wait and in the middle of placing orders: each payment becomes an order or a
/// full refund, and nobody waits for ever.
/// </summary>
/// <remarks>
/// GLASE_OUTAGE_SECONDS is how long it is away, several times separated by commas: each is then tried with a server that is shut down
/// and with one that is killed.
/// </remarks>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class DatabaseOutageTests(DatabaseKind kind)
{
    private const int FewSeconds = 2;
    private const string Paid = "\"state\":\"paid\"";

    // Glase reverses a payment after 20.
    private static readonly TimeSpan _longestSilence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _longestAnswer = TimeSpan.FromSeconds(15);

    private OutageShop _shop;

    private ShopFixture Fixture => _shop.Fixture;

    [OneTimeSetUp]
    public async Task StartAsync() => _shop = await OutageShop.StartAsync(kind);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_shop is not null)
            await _shop.DisposeAsync();
    }

    [TestCaseSource(nameof(Outages))]
    public async Task Waiting_shoppers_go_on_after_an_outage(int seconds, bool? isKilled)
    {
        var shoppers = new List<(HttpShopper Shopper, PaymentElement Code)>();
        for (var number = 0; number < 5; number++)
            shoppers.Add(await _shop.CheckOutAsync());
        var screens = shoppers.ConvertAll(each => new FarmFixture.Screen(Fixture.Shop.BaseUri, each.Code.Token));
        foreach (var screen in screens)
            await screen.UntilToldAsync("waiting");
        PaymentElement before = shoppers[0].Code, during = shoppers[1].Code, left = shoppers[2].Code, after = shoppers[3].Code,
            never = shoppers[4].Code;
        await UntilPolledAsync(shoppers.ConvertAll(each => each.Code));
        var began = TimeProvider.System.GetUtcNow();

        Fixture.Glase.Pay(before.Reference);
        _shop.TakeAway(isKilled ?? kind == DatabaseKind.PostgreSql);
        Fixture.Glase.Pay(during.Reference);
        Fixture.Glase.Pay(left.Reference);
        await screens[2].DisposeAsync();
        await shoppers[3].Shopper.Http.GetAsync(after.StatusUrl).WaitAsync(_longestAnswer);
        AssertClear(await shoppers[3].Shopper.Http.GetAsync($"glase/{after.Token}").WaitAsync(_longestAnswer));
        var running = Task.Run(Fixture.RunTaskAsync);
        await EndAsync(began, seconds);
        await running;
        var back = Stopwatch.GetTimestamp();

        foreach (var screen in new[] { screens[0], screens[1] })
        {
            var told = await screen.UntilToldAsync(Paid);
            await TestContext.Out.WriteLineAsync($"{kind}, {seconds} s, told after {Stopwatch.GetElapsedTime(back, told).TotalSeconds:0.0} s");
        }

        await ShopFixture.UntilAsync(async () => (await RowAsync(left)).Status == GlasePaymentStatus.Paid, "a payment whose browser is gone");
        await UntilPolledAsync([after, never]);
        Fixture.Glase.Pay(after.Reference);
        await screens[3].UntilToldAsync(Paid);
        Fixture.Glase.Cancel(never.Reference);
        await screens[4].UntilToldAsync("\"state\":\"cancelled\"");
        var ended = TimeProvider.System.GetUtcNow();
        foreach (var (shopper, code) in new[] { shoppers[0], shoppers[1], shoppers[3] })
            Assert.That((await shopper.CompleteAsync(code)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await _shop.RecoverAsync();

        var orders = await _shop.AssertMoneyAsync();
        foreach (var code in new[] { before, during, left, after })
            Assert.That(orders.Count(order => order.CaptureTransactionId == Fixture.Glase.Invoice(code.Reference).ErsReference), Is.EqualTo(1));
        Assert.That(_shop.LongestSilence(never.Reference, began, ended), Is.LessThan(_longestSilence), "polling goes on all the time");
        // SQLite's writers wait for seconds before they fail.
        if (kind != DatabaseKind.Sqlite)
            Assert.That(await _shop.LogAsync(), Has.Some.Contains("could not be recorded; polling continues"));
        foreach (var screen in screens.Where(screen => screen != screens[2]))
            await screen.DisposeAsync();
        shoppers.ForEach(each => each.Shopper.Dispose());
    }

    [TestCaseSource(nameof(Outages))]
    public async Task Orders_that_an_outage_interrupts_are_completed_or_refunded(int seconds, bool? isKilled)
    {
        var shoppers = new List<(HttpShopper Shopper, PaymentElement Code)>();
        for (var number = 0; number < PlacementGates.Count; number++)
            shoppers.Add(await _shop.CheckOutAsync());
        _shop.Gates.Close();
        foreach (var (_, code) in shoppers)
            Fixture.Glase.Pay(code.Reference);
        var completing = shoppers.ConvertAll(each => each.Shopper.CompleteAsync(each.Code));
        await _shop.Gates.UntilAllAreHeldAsync(completing);
        var began = TimeProvider.System.GetUtcNow();

        _shop.TakeAway(isKilled ?? kind == DatabaseKind.MySql);
        _shop.Gates.Open();
        await EndAsync(began, seconds);
        foreach (var (answer, (shopper, code)) in completing.Zip(shoppers))
        {
            AssertClear(await answer.WaitAsync(_longestAnswer));
            await shopper.GoAsync($"glase/{code.Token}/return");
            await TestContext.Out.WriteLineAsync($"{kind}, {seconds} s, and then: {shopper.At.AbsolutePath} {shopper.Code?.State}");
        }

        await _shop.RecoverAsync();

        await _shop.AssertMoneyAsync();
        foreach (var (shopper, code) in shoppers)
        {
            await shopper.GoAsync($"glase/{code.Token}");
            Assert.That(shopper.At.AbsolutePath.Contains("completed", StringComparison.OrdinalIgnoreCase) || shopper.Code?.State == "refunded",
                $"{shopper.At} {shopper.Page.Body.TextContent}");
        }

        shoppers.ForEach(each => each.Shopper.Dispose());
    }

    // Without the variable, one server is killed under waiting shoppers and shut down while orders are placed, and the other the other way round.
    private static IEnumerable<TestCaseData> Outages()
    {
        return Environment.GetEnvironmentVariable("GLASE_OUTAGE_SECONDS") is { Length: > 0 } seconds
            ? seconds.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))
                .SelectMany(number => new[] { new TestCaseData(number, false), new TestCaseData(number, true) })
            : [new TestCaseData(FewSeconds, null)];
    }

    private async Task EndAsync(DateTimeOffset began, int seconds)
    {
        var rest = began.AddSeconds(seconds) - TimeProvider.System.GetUtcNow();
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest);
        _shop.BringBack();
    }

    private async Task<GlasePayment> RowAsync(PaymentElement code)
    {
        return (await Fixture.AllAsync<GlasePayment>()).Single(row => row.Token == code.Token);
    }

    private Task UntilPolledAsync(IReadOnlyCollection<PaymentElement> codes)
    {
        var before = codes.ToDictionary(code => code.Reference, Polls);
        return ShopFixture.UntilAsync(() => Task.FromResult(codes.All(code => Polls(code) > before[code.Reference])), "Glase to be polled");
    }

    private int Polls(PaymentElement code) => Fixture.Glase.Invoice(code.Reference).Calls.GetValueOrDefault("getPaymentStatus");

    // The order, or a page that says what is going on and looks again by itself.
    private void AssertClear(HttpResponseMessage answer)
    {
        using (answer)
        {
            var page = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
            TestContext.Out.WriteLine($"{kind}: {(int)answer.StatusCode} {answer.RequestMessage.RequestUri.AbsolutePath}");
            Assert.That(page, answer.StatusCode == HttpStatusCode.OK
                ? Does.Contain("Thank you").Or.Contain("data-state=")
                : Does.Contain("http-equiv=\"refresh\"").And.Contain("you will get your order or a full refund"));
        }
    }
}
