using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Services.Caching;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// Two nodes on one Redis.
/// </summary>
[Parallelizable(ParallelScope.Children)]
public class RedisPollerElectionTests
{
    private const int Payment = 7;
    private const int Seconds = 4;

    private readonly PaymentFixture _fixture = new();
    private RedisServer _server;
    private RedisConnectionWrapper _connection;
    private RedisPollerElection _first;
    private RedisPollerElection _second;

    [SetUp]
    public void SetUp()
    {
        _server = new RedisServer();
        _connection = new RedisConnectionWrapper(_server.ConnectionString);
        _first = new RedisPollerElection(new RedisAccess(_connection, _fixture.FailureLog, TimeProvider.System));
        _second = new RedisPollerElection(new RedisAccess(_connection, _fixture.FailureLog, TimeProvider.System));
    }

    [TearDown]
    public void TearDown()
    {
        _connection?.Dispose();
        _server?.Dispose();
    }

    [Test]
    public async Task One_of_two_nodes_is_elected_and_followed_when_it_died()
    {
        // A call that Redis does not answer in time, as on a busy machine, elects nobody: then both poll.
        var late = 0;
        for (var second = 0; second < Seconds; second++)
        {
            Assert.That(await _first.TryAcquireAsync(Payment), Is.True);
            if (await _second.TryAcquireAsync(Payment))
                late++;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        Assert.That(late, Is.LessThanOrEqualTo(1));
        await ShopFixture.UntilAsync(() => _second.TryAcquireAsync(Payment), "the second node");
        Assert.That(await _first.TryAcquireAsync(Payment), Is.False);
    }

    [Test]
    public async Task A_node_that_releases_a_payment_is_followed_at_once()
    {
        await _first.TryAcquireAsync(Payment);
        await _second.ReleaseAsync(Payment);
        Assert.That(await _second.TryAcquireAsync(Payment), Is.False, "it was not the second's to release");

        await _first.ReleaseAsync(Payment);

        Assert.That(await _second.TryAcquireAsync(Payment), Is.True);
    }

    [Test]
    public async Task While_Redis_is_away_each_node_polls_and_waits_half_a_second_at_most()
    {
        await _first.TryAcquireAsync(Payment);
        _server.Stop();
        var started = TimeProvider.System.GetTimestamp();
        for (var poll = 0; poll < 10; poll++)
        {
            Assert.That(await _first.TryAcquireAsync(Payment), Is.True);
            Assert.That(await _second.TryAcquireAsync(Payment), Is.True);
        }

        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(9)), "Redis is not tried each time");
        Assert.That(_fixture.Warnings, Has.Count.InRange(1, 4));

        _server.Start();
        await ShopFixture.UntilAsync(async () =>
        {
            await Task.Delay(500);
            return await _first.TryAcquireAsync(Payment) != await _second.TryAcquireAsync(Payment);
        }, "one node polls");
    }
}
