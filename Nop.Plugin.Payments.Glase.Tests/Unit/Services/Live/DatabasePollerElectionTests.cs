using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Payments;
using Nop.Services.Plugins;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Live;

/// <summary>
/// Two nodes whose clocks differ by hours, on one table.
/// </summary>
[CancelAfter(20_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DatabasePollerElectionTests : IDisposable
{
    private const int Payment = 7;

    private readonly PaymentFixture _fixture = new();
    private readonly List<string> _statements = [];
    private readonly Mock<IPluginService> _plugins = new();
    private readonly ServiceProvider _services;
    private readonly NodeRegistry _firstNodes;
    private readonly NodeRegistry _secondNodes;
    private readonly DatabasePollerElection _first;
    private readonly DatabasePollerElection _second;

    public DatabasePollerElectionTests()
    {
        _services = new ServiceCollection()
            .AddSingleton<INopDataProvider>(_fixture.DataProvider)
            .AddSingleton<IRepository<GlaseLock>>(_fixture.LockRows)
            .AddSingleton<TimeProvider>(_fixture.Clock)
            .AddSingleton(_plugins.Object)
            .AddScoped<PollerLeaseStore>()
            .BuildServiceProvider();
        _firstNodes = NewRegistry();
        _secondNodes = NewRegistry();
        _first = NewNode(_firstNodes);
        _second = NewNode(_secondNodes);
        _fixture.LockRows.Before = _statements.Add;
    }

    public void Dispose()
    {
        _firstNodes.Dispose();
        _secondNodes.Dispose();
        _services.Dispose();
    }

    [Test]
    public async Task One_of_two_nodes_is_elected_and_stays_it()
    {
        for (var second = 0; second < 30; second++)
        {
            Assert.That(await _first.TryAcquireAsync(Payment), Is.True);
            Assert.That(await _second.TryAcquireAsync(Payment), Is.False);
            await PassASecondAsync(_first, _second);
        }
    }

    [Test]
    public async Task A_node_that_releases_a_payment_is_followed_within_a_second()
    {
        await _first.TryAcquireAsync(Payment);
        await _second.TryAcquireAsync(Payment);

        await _first.ReleaseAsync(Payment);
        await PassASecondAsync(_first, _second);

        Assert.That(await _second.TryAcquireAsync(Payment), Is.True);
    }

    [Test]
    public async Task A_node_that_died_is_followed_within_a_few_seconds()
    {
        await _first.TryAcquireAsync(Payment);
        await _second.TryAcquireAsync(Payment);
        await PassASecondAsync(_first, _second);
        await PassASecondAsync(_first, _second);

        var seconds = 0;
        for (; seconds < 20 && !await _second.TryAcquireAsync(Payment); seconds++)
            await PassASecondAsync(_second);

        Assert.That(seconds, Is.InRange(2, 5));
    }

    [Test]
    public async Task A_node_that_comes_after_one_died_takes_its_payments_over()
    {
        await _first.TryAcquireAsync(Payment);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        var seconds = 0;
        for (; seconds < 20 && !await _second.TryAcquireAsync(Payment); seconds++)
            await PassASecondAsync(_second);

        Assert.That(seconds, Is.InRange(1, 6));
    }

    [Test]
    public async Task A_question_that_hangs_lets_the_other_node_poll()
    {
        await _first.TryAcquireAsync(Payment);
        var seconds = 0;
        for (; seconds < 20 && !await _second.TryAcquireAsync(Payment); seconds++)
            await PassASecondAsync(_first, _second);

        Assert.That(seconds, Is.InRange(2, 5));
    }

    [Test]
    public async Task A_payment_costs_two_statements_and_a_lone_node_two_each_three_seconds()
    {
        await _first.TryAcquireAsync(0);
        _statements.Clear();
        for (var payment = 1; payment <= 100; payment++)
            await _first.TryAcquireAsync(payment);
        Assert.That(_statements, Has.Count.EqualTo(100).And.All.EqualTo("insert"));

        await PassASecondAsync(_first);
        Assert.That(await CountAsync(seconds: 30, Enumerable.Range(0, 101), _first), Is.EqualTo(2 * 30 / 3));
    }

    [Test]
    public async Task Beside_another_node_a_second_costs_three_statements_for_all_payments()
    {
        _secondNodes.Use();
        await PassASecondAsync(_second);
        for (var payment = 0; payment <= 100; payment++)
            await _first.TryAcquireAsync(payment);
        await PassASecondAsync(_first);

        Assert.That(await CountAsync(seconds: 10, Enumerable.Range(0, 101), _first), Is.EqualTo(30));
    }

    [Test]
    public async Task A_node_without_watched_payments_writes_and_reads_twice_a_minute()
    {
        Assert.That(await CountAsync(seconds: 60, [], _first), Is.Zero, "there is no table where the plugin is not installed");

        Install();
        await PassASecondAsync(_first);
        Assert.That(await CountAsync(seconds: 60, [], _first), Is.EqualTo(4));
    }

    // What it saves first is then looked for by a node that watches it.
    [Test]
    public async Task A_node_that_starts_is_known_before_it_saves_or_watches_anything()
    {
        Install();
        for (var second = 0; second < 8; second++)
            await WatchASecondAsync(_first);
        Assert.That(_firstNodes.IsAlone, Is.True);

        await PassASecondAsync(_second);
        for (var second = 0; second < 3; second++)
            await WatchASecondAsync(_first);

        Assert.That(_firstNodes.IsAlone, Is.False);
    }

    [Test]
    public async Task A_lone_node_notices_one_that_starts_and_one_that_has_ended()
    {
        await _first.TryAcquireAsync(Payment);
        await PassASecondAsync(_first);
        Assert.That(_firstNodes.IsAlone, Is.True);

        _secondNodes.Use();
        await PassASecondAsync(_first, _second);
        for (var second = 0; second < 3; second++)
            await WatchASecondAsync(_first);
        Assert.That(_firstNodes.IsAlone, Is.False);

        var seconds = 0;
        for (; seconds < 200 && !_firstNodes.IsAlone; seconds++)
            await WatchASecondAsync(_first);
        Assert.That(seconds, Is.InRange(60, 80), "a node that nobody waits on writes each 30 seconds");
    }

    [Test]
    public async Task A_node_that_watches_its_first_payment_does_not_take_over_from_a_lone_one()
    {
        await _first.TryAcquireAsync(Payment);
        for (var second = 0; second < 8; second++)
            await WatchASecondAsync(_first);

        for (var second = 0; second < 20; second++)
        {
            Assert.That(await _second.TryAcquireAsync(Payment), Is.False);
            await _first.TryAcquireAsync(Payment);
            await PassASecondAsync(_second, _first);
        }
    }

    [Test]
    public async Task While_the_database_is_away_each_node_polls()
    {
        _fixture.LockRows.Before = _ => throw FakeDatabaseException.Away();
        for (var second = 0; second < 10; second++)
        {
            Assert.That(await _first.TryAcquireAsync(Payment), Is.True);
            Assert.That(await _second.TryAcquireAsync(Payment), Is.True);
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Test]
    public async Task A_node_that_is_not_elected_polls_when_the_database_goes_away()
    {
        await _first.TryAcquireAsync(Payment);
        await _second.TryAcquireAsync(Payment);
        _fixture.LockRows.Before = _ => throw FakeDatabaseException.Away();

        var seconds = 0;
        for (; seconds < 20 && !await _second.TryAcquireAsync(Payment); seconds++)
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(seconds, Is.EqualTo(3));
        Assert.That(await _first.TryAcquireAsync(Payment), Is.True);
    }

    [Test]
    public async Task A_lease_that_could_not_be_released_is_released_later()
    {
        await _first.TryAcquireAsync(Payment);
        _fixture.LockRows.Before = _ => throw FakeDatabaseException.Away();
        await _first.ReleaseAsync(Payment);
        _fixture.LockRows.Before = _ => { };

        await PassASecondAsync(_first);

        Assert.That(_fixture.LockRows.Rows.Select(row => row.Owner), Is.EqualTo(new[] { _firstNodes.Name }), "that it runs, and no lease");
    }

    [Test]
    public async Task A_row_that_was_deleted_is_written_again()
    {
        await _first.TryAcquireAsync(Payment);
        await _fixture.LockRows.TruncateAsync();
        for (var second = 0; second < 3; second++)
        {
            await _first.TryAcquireAsync(Payment);
            await PassASecondAsync(_first);
        }

        Assert.That(_fixture.LockRows.Rows, Has.Count.EqualTo(2), "the lease, and that the node runs");
        Assert.That(await _second.TryAcquireAsync(Payment), Is.False);
    }

    private void Install()
    {
        _plugins.Setup(plugins => plugins.GetPluginDescriptorBySystemNameAsync<IPaymentMethod>(GlaseDefaults.SystemName,
            LoadPluginsMode.InstalledOnly, null, 0, null)).ReturnsAsync(new PluginDescriptor());
    }

    private NodeRegistry NewRegistry()
    {
        return new NodeRegistry(_services.GetRequiredService<IServiceScopeFactory>(), _fixture.Clock);
    }

    private DatabasePollerElection NewNode(NodeRegistry nodes)
    {
        return new DatabasePollerElection(_services.GetRequiredService<IServiceScopeFactory>(), nodes, _fixture.FailureLog, _fixture.Clock);
    }

    private async Task<int> CountAsync(int seconds, IEnumerable<int> payments, DatabasePollerElection node)
    {
        _statements.Clear();
        for (var second = 0; second < seconds; second++)
        {
            foreach (var payment in payments)
                await node.TryAcquireAsync(payment);
            await PassASecondAsync(node);
        }

        return _statements.Count;
    }

    private async Task WatchASecondAsync(DatabasePollerElection node)
    {
        await node.TryAcquireAsync(Payment);
        await PassASecondAsync(node);
    }

    private async Task PassASecondAsync(params DatabasePollerElection[] alive)
    {
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var node in alive)
            await node.RunAsync(CancellationToken.None);
    }
}
