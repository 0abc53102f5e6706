using Microsoft.Extensions.DependencyInjection;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Live;

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
    private readonly ServiceProvider _services;
    private readonly DatabasePollerElection _first;
    private readonly DatabasePollerElection _second;

    public DatabasePollerElectionTests()
    {
        _services = new ServiceCollection()
            .AddSingleton<INopDataProvider>(_fixture.DataProvider)
            .AddSingleton<IRepository<GlaseLock>>(_fixture.LockRows)
            .AddSingleton<TimeProvider>(_fixture.Clock)
            .AddScoped<PollerLeaseStore>()
            .BuildServiceProvider();
        _first = NewNode();
        _second = NewNode();
        _fixture.LockRows.Before = _statements.Add;
    }

    public void Dispose() => _services.Dispose();

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
    public async Task A_payment_costs_two_statements_and_a_second_two_for_all_payments()
    {
        await _first.TryAcquireAsync(0);
        _statements.Clear();
        for (var payment = 1; payment <= 100; payment++)
            await _first.TryAcquireAsync(payment);
        Assert.That(_statements, Has.Count.EqualTo(100).And.All.EqualTo("insert"));

        _statements.Clear();
        for (var second = 0; second < 10; second++)
        {
            for (var payment = 0; payment <= 100; payment++)
                await _first.TryAcquireAsync(payment);
            await PassASecondAsync(_first);
        }

        Assert.That(_statements, Has.Count.EqualTo(20));
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

        Assert.That(_fixture.LockRows.Rows, Is.Empty);
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

        Assert.That(_fixture.LockRows.Rows, Has.Count.EqualTo(2));
        Assert.That(await _second.TryAcquireAsync(Payment), Is.False);
    }

    private DatabasePollerElection NewNode()
    {
        return new DatabasePollerElection(_services.GetRequiredService<IServiceScopeFactory>(), _fixture.FailureLog, _fixture.Clock);
    }

    private async Task PassASecondAsync(params DatabasePollerElection[] alive)
    {
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var node in alive)
            await node.RunAsync(CancellationToken.None);
    }
}
