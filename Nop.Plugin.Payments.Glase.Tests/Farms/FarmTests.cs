using System.Diagnostics;
using System.Globalization;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moq;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;
using Shop.Benchmarks.PaidToScreen;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// Nodes that share a database, with Redis and without: who polls Glase, and how fast one node shows what another has recorded.
/// </summary>
[Parallelizable(ParallelScope.Children)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FarmTests : IDisposable
{
    // How long Redis is away, in seconds: GLASE_TEST_REDIS_OUTAGE.
    private static readonly TimeSpan _outage = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("GLASE_TEST_REDIS_OUTAGE") ?? "3", CultureInfo.InvariantCulture));

    // How many payments are measured: GLASE_TEST_FARM_PAYMENTS.
    private static readonly int _payments =
        int.Parse(Environment.GetEnvironmentVariable("GLASE_TEST_FARM_PAYMENTS") ?? "8", CultureInfo.InvariantCulture);

    // Half of the time after which Glase reverses a payment that nobody polls.
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(10);

    private readonly List<RedisServer> _servers = [];

    public void Dispose() => _servers.ForEach(server => server.Dispose());

    // Polls of two nodes are counted without Redis in the next test, and with Redis in the one that stops it.
    [Test]
    public async Task An_invoice_is_polled_once_a_second_by_four_nodes_together([Values] bool hasRedis)
    {
        const int nodes = 4;
        await using var farm = await FarmFixture.StartAsync(nodes, hasRedis ? NewRedis().ConnectionString : null, kind: DatabaseKind.PostgreSql);
        var codes = await farm.IssueAsync(notifiedNode: 0, count: 5);
        var screens = codes.SelectMany(code => Enumerable.Range(0, nodes).Select(node => farm.Open(node, code.Token))).ToList();
        foreach (var screen in screens)
            await screen.UntilToldAsync("waiting");
        await Task.Delay(TimeSpan.FromSeconds(3));

        await PollRates.AssertOnceASecondAsync(farm, codes);
        await CloseAsync(screens);
    }

    [Test]
    public async Task On_a_database_server_one_node_polls_and_the_other_shows([Values(DatabaseKind.PostgreSql, DatabaseKind.MySql)] DatabaseKind kind)
    {
        await using var farm = await FarmFixture.StartAsync(2, kind: kind);
        farm.Glase.NotificationMode = NotificationMode.Off;
        var codes = await farm.IssueAsync(notifiedNode: 0, count: 2);
        var screens = codes.SelectMany(code => new[] { farm.Open(0, code.Token), farm.Open(1, code.Token) }).ToList();
        foreach (var screen in screens)
            await screen.UntilToldAsync("waiting");
        await Task.Delay(TimeSpan.FromSeconds(2));
        await PollRates.AssertOnceASecondAsync(farm, codes);

        foreach (var code in codes)
            farm.Glase.Pay(code.Reference);
        foreach (var screen in screens)
            await screen.UntilToldAsync("\"paid\"");
        await CloseAsync(screens);
        await ShopFixture.UntilAsync(async () => !(await LeasesAsync(farm)).Any(), "no lease");
    }

    // That a message of Redis does it, and not the comparison of change numbers, is shown in RedisNewsTests.
    [Test]
    public async Task What_a_notification_brings_to_one_node_is_shown_on_the_other([Values] bool hasRedis)
    {
        var saved = new SavedTimes();
        await using var farm = await StartTwoAsync(hasRedis, saved);
        farm.Glase.NotificationMode = NotificationMode.On;
        var times = new List<double>();
        var fromNode = new List<double>();
        foreach (var code in await farm.IssueAsync(notifiedNode: 1, _payments))
        {
            await using var screen = farm.Open(0, code.Token);
            await screen.UntilToldAsync("waiting");
            await UntilKnownAsync(farm, hasRedis);
            var paid = Stopwatch.GetTimestamp();
            farm.Glase.Pay(code.Reference);
            var told = await screen.UntilToldAsync("\"paid\"");
            times.Add(Stopwatch.GetElapsedTime(paid, told).TotalMilliseconds);
            fromNode.Add(Stopwatch.GetElapsedTime(saved.First(code.Token, status: GlasePaymentStatus.Paid), told).TotalMilliseconds);
            Assert.That(screen.Count("\"paid\""), Is.EqualTo(1));
        }

        Write("from the payer to the other node's page", times);
        AssertFast(fromNode, hasRedis);
    }

    // The one article has no known price until its shipping is chosen again, so that its code is hidden at once; of the other the invoice is
    // updated, after the debounce.
    [Test]
    public async Task A_cart_changed_on_one_node_is_shown_on_the_other([Values] bool hasRedis, [Values(0, 4)] int article)
    {
        var saved = new SavedTimes();
        await using var farm = await StartTwoAsync(hasRedis, saved);
        var times = new List<double>();
        var fromNode = new List<double>();
        for (var shoppers = 0; shoppers < 4; shoppers++)
        {
            using var shopper = new HttpShopper(farm.Node(1).BaseUri);
            await shopper.PutIntoCartAsync(article);
            var code = await shopper.GetCodeAsync();
            Assert.That(code.State, Is.EqualTo("waiting"));
            await using var screen = farm.Open(0, code.Token);
            await screen.UntilToldAsync("waiting");
            await UntilKnownAsync(farm, hasRedis);

            var before = screen.States;
            await shopper.GoAsync("");
            var changed = Stopwatch.GetTimestamp();
            await shopper.PutIntoCartAsync(article);
            var told = await screen.UntilToldMoreAsync(before);
            times.Add(Stopwatch.GetElapsedTime(changed, told).TotalMilliseconds);
            fromNode.Add(Stopwatch.GetElapsedTime(saved.First(code.Token, changed), told).TotalMilliseconds);
        }

        Write("from the changed cart to the other node's page", times);
        AssertFast(fromNode, hasRedis);
    }

    [Test]
    public async Task A_node_that_starts_is_known_to_the_others_before_it_saves_anything()
    {
        await using var farm = await FarmFixture.StartAsync(2);
        farm.Glase.NotificationMode = NotificationMode.Off;
        var code = (await farm.IssueAsync(notifiedNode: 1, count: 1)).Single();
        await using var screen = farm.Open(0, code.Token);
        var nodes = farm.Node(0).Services.GetRequiredService<NodeRegistry>();
        await farm.StopAsync(1);
        await ShopFixture.UntilAsync(() => Task.FromResult(nodes.IsAlone), "one node");

        await farm.RestartAsync(1);

        await ShopFixture.UntilAsync(() => Task.FromResult(!nodes.IsAlone), "the other node, where nobody waits");
    }

    [Test]
    public async Task A_message_that_is_lost_costs_seconds()
    {
        await using var farm = await FarmFixture.StartAsync(2, NewRedis().ConnectionString, silentNodes: [0], configure: (node, services) =>
        {
            if (node == 1)
                services.Replace(ServiceDescriptor.Singleton(Mock.Of<IPaymentChangePublisher>()));
        });
        farm.Glase.NotificationMode = NotificationMode.On;
        var code = (await farm.IssueAsync(notifiedNode: 1, count: 1)).Single();
        await using var screen = farm.Open(0, code.Token);
        await screen.UntilToldAsync("waiting");

        Assert.That(await PaidToScreenAsync(farm, screen, code), Is.LessThan(12_000));
    }

    [Test]
    public async Task While_Redis_is_away_each_node_polls_and_changes_are_still_shown()
    {
        var redis = NewRedis();
        var polls = new NodePolls();
        await using var farm = await FarmFixture.StartAsync(2, redis.ConnectionString, configure: polls.AddTo, kind: DatabaseKind.PostgreSql);
        farm.Glase.NotificationMode = NotificationMode.Off;
        var codes = await farm.IssueAsync(notifiedNode: 1, count: 4);
        var screens = codes.SelectMany(code => new[] { farm.Open(0, code.Token), farm.Open(1, code.Token) }).ToList();
        foreach (var screen in screens)
            await screen.UntilToldAsync("waiting");
        var paid = codes[0];
        var waiting = codes[1..];
        await using var recorder = new PollRecorder(farm.Glase, waiting);

        redis.Stop();
        var stopped = Stopwatch.GetTimestamp();
        await Task.Delay(_outage);
        var late = Stopwatch.GetTimestamp();
        await ShopFixture.UntilAsync(() => Task.FromResult(waiting.TrueForAll(code =>
            polls.Count(0, code, late) > 1 && polls.Count(1, code, late) > 1)), "polls of each node");
        farm.Glase.Pay(paid.Reference);
        await screens[0].UntilToldAsync("\"paid\"");
        await screens[1].UntilToldAsync("\"paid\"");
        var back = Stopwatch.GetTimestamp();
        var pauses = waiting.SelectMany(code => new[] { 0, 1 }, (code, node) => polls.LongestPause(node, code, stopped, back)).ToList();
        var seconds = Stopwatch.GetElapsedTime(stopped, back).TotalSeconds;
        var rate = waiting.Average(code => polls.Count(0, code, stopped) + polls.Count(1, code, stopped)) / seconds;
        TestContext.Out.WriteLine($"{seconds:0} s without Redis: {rate:0.00} polls per invoice per second; each node polled at least " +
            $"every {pauses.Max().TotalSeconds:0.0} s, and one of them every {recorder.LongestPause.TotalSeconds:0.0} s");
        Assert.That(pauses, Has.All.LessThan(_longestPause), "each node polls for what it shows");

        redis.Start();
        await Task.Delay(TimeSpan.FromSeconds(8));
        await PollRates.AssertOnceASecondAsync(farm, waiting);
        Assert.That(recorder.LongestPause, Is.LessThan(_longestPause), "Glase reverses a payment after 20 seconds without a poll");
        foreach (var code in waiting)
            farm.Glase.Pay(code.Reference);
        foreach (var screen in screens)
            await screen.UntilToldAsync("\"paid\"");
        await CloseAsync(screens);
    }

    [Test]
    public async Task A_node_without_watchers_releases_its_lease([Values] bool hasRedis)
    {
        await using var farm = await FarmFixture.StartAsync(2, hasRedis ? NewRedis().ConnectionString : null);
        farm.Glase.NotificationMode = NotificationMode.Off;
        var code = (await farm.IssueAsync(notifiedNode: 0, count: 1)).Single();
        var first = farm.Open(0, code.Token);
        await first.UntilToldAsync("waiting");
        await using var second = farm.Open(1, code.Token);
        await second.UntilToldAsync("waiting");

        await first.DisposeAsync();

        Assert.That(await PaidToScreenAsync(farm, second, code), Is.LessThan(10_000));
    }

    [Test]
    public async Task Without_watched_payments_a_node_leaves_no_lease()
    {
        await using var farm = await FarmFixture.StartAsync(1);
        var code = (await farm.IssueAsync(notifiedNode: 0, count: 1)).Single();
        await using (var screen = farm.Open(0, code.Token))
        {
            await screen.UntilToldAsync("waiting");
            Assert.That(await LeasesAsync(farm), Has.Some.StartsWith("poller-"));
        }

        await ShopFixture.UntilAsync(async () => !(await LeasesAsync(farm)).Any(), "no lease");
    }

    private RedisServer NewRedis()
    {
        var server = new RedisServer();
        _servers.Add(server);
        return server;
    }

    private static async Task<double> PaidToScreenAsync(FarmFixture farm, FarmFixture.Screen screen, IssuedCode code)
    {
        var paid = Stopwatch.GetTimestamp();
        farm.Glase.Pay(code.Reference);
        return Stopwatch.GetElapsedTime(paid, await screen.UntilToldAsync("\"paid\"")).TotalMilliseconds;
    }

    private Task<FarmFixture> StartTwoAsync(bool hasRedis, SavedTimes saved)
    {
        return FarmFixture.StartAsync(2, hasRedis ? NewRedis().ConnectionString : null, silentNodes: [0], kind: DatabaseKind.PostgreSql,
            configure: (node, services) =>
            {
                if (node == 1)
                    saved.AddTo(services);
            });
    }

    // Without Redis a node looks for others each three seconds while it is alone.
    private static async Task UntilKnownAsync(FarmFixture farm, bool hasRedis)
    {
        var nodes = farm.Node(0).Services.GetRequiredService<NodeRegistry>();
        await Task.Delay(TimeSpan.FromSeconds(1.3));
        if (!hasRedis)
            await ShopFixture.UntilAsync(() => Task.FromResult(!nodes.IsAlone), "the other node");
    }

    // Of a save on the one node, until the other one's page shows it. Without news a node compares change numbers five times a second, with Redis
    // each five seconds, and reads a payment each 15.
    private static void AssertFast(List<double> fromNode, bool hasRedis)
    {
        Write("of it from the one node to the other", fromNode);
        Assert.That(fromNode[fromNode.Count / 2], Is.LessThan(hasRedis ? 500 : 1_000), "the median, in ms");
    }

    private static void Write(string what, List<double> times)
    {
        times.Sort();
        TestContext.Out.WriteLine($"{what}: {string.Join(", ", times.Select(time => $"{time:0} ms"))}");
    }

    private static async Task CloseAsync(IEnumerable<FarmFixture.Screen> screens)
    {
        foreach (var screen in screens)
            await screen.DisposeAsync();
    }

    private static async Task<IEnumerable<string>> LeasesAsync(FarmFixture farm)
    {
        return (await farm.AllAsync<GlaseLock>()).Select(row => row.Name)
            .Where(name => !name.StartsWith("poller-node-", StringComparison.Ordinal));
    }
}
