using System.Transactions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

[CancelAfter(30_000)]
public class DistributedLockTests
{
    private readonly List<string> _statements = [];
    private PaymentFixture _fixture;
    private MemoryRepository<GlaseLock> _rows;

    private FakeTimeProvider Clock => _fixture.Clock;

    [SetUp]
    public void SetUp()
    {
        _fixture = new PaymentFixture();
        _rows = _fixture.LockRows;
        _statements.Clear();
    }

    [Test]
    public async Task Two_nodes_on_one_database_never_work_at_the_same_time()
    {
        var nodes = new[] { Node(TimeProvider.System), Node(TimeProvider.System) };
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => nodes[i % 2].RunAsync("a", async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Delay(2);
            Interlocked.Decrement(ref inside);
        }))));

        Assert.That(most, Is.EqualTo(1));
        Assert.That(_rows.Rows, Is.Empty);
    }

    [Test]
    public async Task A_lock_is_reentrant()
    {
        var node = Node();

        var result = await node.RunAsync("a", () => node.RunAsync("a", () => Task.FromResult(42)));

        Assert.That(result, Is.EqualTo(42));
    }

    [Test]
    public async Task A_lock_is_released_when_its_action_fails()
    {
        var node = Node();

        Assert.ThrowsAsync<InvalidOperationException>(() => node.RunAsync("a", () => throw new InvalidOperationException()));

        Assert.That(await node.RunAsync("a", () => Task.FromResult(true)), Is.True);
    }

    [Test]
    public async Task A_lock_whose_owner_died_is_taken_over_after_its_time()
    {
        await _rows.InsertAsync(new GlaseLock { Name = "a", Owner = "dead", ExpiresOnUtc = DateTime.UnixEpoch });

        Assert.That(await WhileTimePassesAsync(Node().RunAsync("a", () => Task.FromResult(true))), Is.True);
    }

    [Test]
    public async Task Different_locks_do_not_wait_for_each_other()
    {
        var node = Node();
        var release = new TaskCompletionSource();
        var held = node.RunAsync("a", () => release.Task);

        Assert.That(await node.RunAsync("b", () => Task.FromResult(true)), Is.True);

        release.SetResult();
        await held;
    }

    [Test]
    public async Task A_cancelled_wait_throws_its_cancellation_not_the_database_error()
    {
        using var timeout = new CancellationTokenSource();
        await _rows.InsertAsync(new GlaseLock { Name = "a", Owner = "other", ExpiresOnUtc = DateTime.MaxValue });
        _rows.Before = _ => timeout.Cancel();

        Assert.CatchAsync<OperationCanceledException>(() => Node().RunAsync("a", () => Task.CompletedTask, timeout.Token));
    }

    [Test]
    public async Task Others_who_take_it_in_turn_are_waited_for_whatever_the_provider_throws()
    {
        // SQL Server and SQLite do not tell a violated unique index by a SQLSTATE, and the row is gone again when it is looked for.
        var refusals = 20;
        _rows.BeforeSave = row =>
        {
            if (row.Name == "a" && refusals-- > 0)
                throw new InvalidOperationException("duplicate");
        };

        Assert.That(await WhileTimePassesAsync(Node().RunAsync("a", () => Task.FromResult(true))), Is.True);
        Assert.That(_rows.Rows, Is.Empty, "nothing is left of looking for the cause");
    }

    [Test]
    public async Task A_lock_that_is_held_costs_one_read_each_time_it_is_looked_at()
    {
        var release = new TaskCompletionSource();
        var held = Node().RunAsync("a", () => release.Task);
        _rows.Before = _statements.Add;
        var waiting = Node().RunAsync("a", () => Task.CompletedTask);
        for (var moment = 0; moment < 20; moment++)
            Clock.Advance(TimeSpan.FromMilliseconds(100));
        _rows.Before = _ => { };
        release.SetResult();
        await held;
        _rows.Before = _statements.Add;
        await WhileTimePassesAsync(Completed(waiting));

        Assert.That(_statements.Count(statement => statement == "insert"), Is.EqualTo(2), "one that is refused and one that is not");
        Assert.That(_statements.Count(statement => statement == "select"), Is.InRange(5, 10));
        Assert.That(_statements.Count(statement => statement == "delete"), Is.EqualTo(1));
    }

    [TestCase(30)]
    [TestCase(-30)]
    public async Task A_clock_that_differs_breaks_no_lock_that_is_held(int seconds)
    {
        var release = new TaskCompletionSource();
        var held = Node().RunAsync("a", () => release.Task);
        var other = Node(new ShiftedClock(Clock, TimeSpan.FromSeconds(seconds)));
        var others = other.RunAsync("a", () => Task.FromResult(true), TimeSpan.FromMinutes(5));
        for (var moment = 0; moment < 1200; moment++)
            Clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.That(others.IsCompleted, Is.False);
        Assert.That(_fixture.Warnings, Is.Empty);
        release.SetResult();
        await held;
        Assert.That(await WhileTimePassesAsync(others), Is.True);
    }

    [TestCase(30)]
    [TestCase(-30)]
    [TestCase(300)]
    public async Task The_lock_of_a_process_that_ended_is_free_in_seconds_whatever_its_clock_said(int seconds)
    {
        await _rows.InsertAsync(new GlaseLock
        {
            Name = "a", Owner = "dead", ExpiresOnUtc = _fixture.Now + GlaseDefaults.LockLeaseDuration + TimeSpan.FromSeconds(seconds)
        });
        var started = _fixture.Now;

        await WhileTimePassesAsync(Node().RunAsync("a", () => Task.FromResult(true)));

        Assert.That(_fixture.Now - started, Is.InRange(GlaseDefaults.LockLeaseDuration, GlaseDefaults.LockTimeout));
    }

    [Test]
    public async Task Two_renewals_that_fail_lose_no_lock()
    {
        var release = new TaskCompletionSource();
        var held = Node().RunAsync("a", () => release.Task);
        var others = Node().RunAsync("a", () => Task.FromResult(true), TimeSpan.FromMinutes(5));
        var failures = 0;
        for (var moment = 0; moment < 600; moment++)
        {
            // One renewal of three gets through.
            _rows.Before = statement =>
            {
                if (statement == "update" && failures++ % 3 != 2)
                    throw FakeDatabaseException.Away();
            };
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            Assert.That(others.IsCompleted, Is.False);
        }

        Assert.That(failures, Is.GreaterThan(6));
        release.SetResult();
        await held;
        await WhileTimePassesAsync(others);
    }

    [Test]
    public async Task While_the_database_is_away_nobody_loses_a_lock()
    {
        var release = new TaskCompletionSource();
        var held = Node().RunAsync("a", () => release.Task);
        var other = Node();
        for (var second = 0; second < 60; second++)
        {
            var isAway = second is > 5 and < 40;
            _rows.Before = _ =>
            {
                if (isAway)
                    throw FakeDatabaseException.Away();
            };
            var others = other.RunAsync("a", () => Task.FromResult(true), TimeSpan.FromSeconds(0.5));
            for (var moment = 0; moment < 20; moment++)
                Clock.Advance(TimeSpan.FromMilliseconds(50));
            Assert.That(async () => await others, isAway ? Throws.TypeOf<FakeDatabaseException>() : Throws.TypeOf<LockTimeoutException>());
        }

        release.SetResult();
        await held;
        Assert.That(_rows.Rows, Is.Empty);
    }

    [Test]
    public void A_database_that_fails_for_another_reason_is_reported()
    {
        _rows.Before = statement =>
        {
            if (statement == "insert")
                throw new TimeZoneNotFoundException("disk full");
        };

        var started = _fixture.Now;

        Assert.ThrowsAsync<TimeZoneNotFoundException>(() => WhileTimePassesAsync(Node().RunAsync("a", () => Task.FromResult(true))));
        Assert.That(_fixture.Now - started, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task A_free_lock_costs_one_statement_to_take_and_one_to_release()
    {
        _rows.Before = _statements.Add;

        await Node().RunAsync("a", () => Task.CompletedTask);

        Assert.That(_statements, Is.EqualTo(new[] { "insert", "delete" }));
    }

    [Test]
    public async Task A_release_that_fails_changes_neither_result_nor_exception()
    {
        _rows.Before = statement =>
        {
            if (statement.Contains("delete", StringComparison.Ordinal))
                throw FakeDatabaseException.Rollback();
        };

        Assert.That(await Node().RunAsync("a", () => Task.FromResult(42)), Is.EqualTo(42));
        Assert.ThrowsAsync<ArgumentException>(() => Node().RunAsync("b", () => throw new ArgumentException("the action's own")));
    }

    [Test]
    public async Task A_release_that_fails_is_tried_again(CancellationToken token)
    {
        var failures = 3;
        _rows.Before = statement =>
        {
            if (statement == "delete" && failures-- > 0)
                throw FakeDatabaseException.Away();
        };

        await Node().RunAsync("a", () => Task.CompletedTask, token);
        while (_rows.Rows.Count > 0)
        {
            token.ThrowIfCancellationRequested();
            Clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        Assert.That(failures, Is.EqualTo(-1));
        Assert.That(_fixture.Errors, Is.Empty);
    }

    [Test]
    public async Task Deadlocks_and_serialization_failures_while_taking_are_tried_again()
    {
        var failures = 6;
        _rows.Before = statement =>
        {
            if (statement == "insert" && failures-- > 0)
                throw FakeDatabaseException.Rollback();
        };

        Assert.That(await WhileTimePassesAsync(Node().RunAsync("a", () => Task.FromResult(true))), Is.True);
    }

    [TestCase("23505")]
    [TestCase("23000")]
    public async Task A_lock_that_others_take_and_release_in_turn_is_waited_for(string duplicate)
    {
        var refusals = 6;
        _rows.Before = statement =>
        {
            if (statement == "insert" && refusals-- > 0)
                throw FakeDatabaseException.Duplicate(duplicate);
        };

        Assert.That(await WhileTimePassesAsync(Node().RunAsync("a", () => Task.FromResult(true))), Is.True);
    }

    [Test]
    public async Task A_lock_held_for_long_is_renewed_and_not_taken_over()
    {
        var release = new TaskCompletionSource();
        var held = Node().RunAsync("a", () => release.Task);
        for (var second = 0; second < 60; second++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.That(_rows.Rows.Single().ExpiresOnUtc, Is.GreaterThan(_fixture.Now + TimeSpan.FromSeconds(7)));
        }

        release.SetResult();
        await held;
        _rows.Before = _statements.Add;
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(_statements, Is.Empty, "after the release nothing is renewed");
    }

    [Test]
    public async Task A_lock_is_renewed_again_after_the_database_was_away()
    {
        var release = new TaskCompletionSource();
        var held = Node().RunAsync("a", () => release.Task);
        _rows.Before = _ => throw FakeDatabaseException.Away();
        Clock.Advance(TimeSpan.FromSeconds(30));
        _rows.Before = _ => { };
        Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That(_rows.Rows.Single().ExpiresOnUtc, Is.GreaterThan(_fixture.Now));
        release.SetResult();
        await held;
    }

    [Test]
    public async Task An_owner_that_lost_its_lock_takes_nobody_elses_and_says_so()
    {
        var release = new TaskCompletionSource();
        var held = Node().RunAsync("a", () => release.Task);
        await _rows.DeleteAsync(_rows.Rows.Single());
        await _rows.InsertAsync(new GlaseLock { Name = "a", Owner = "other", ExpiresOnUtc = _fixture.Now });
        Clock.Advance(TimeSpan.FromSeconds(30));

        release.SetResult();
        await held;

        Assert.That(_rows.Rows.Single().Owner, Is.EqualTo("other"));
        Assert.That(_rows.Rows.Single().ExpiresOnUtc, Is.LessThan(_fixture.Now));
        Assert.That(_fixture.Warnings, Has.Count.EqualTo(1).And.All.Contains("the lock a"));
    }

    [Test]
    public async Task The_lock_of_a_process_that_ended_is_free_in_seconds()
    {
        await _rows.InsertAsync(new GlaseLock { Name = "a", Owner = "dead", ExpiresOnUtc = _fixture.Now + GlaseDefaults.LockLeaseDuration });
        var started = _fixture.Now;

        await WhileTimePassesAsync(Node().RunAsync("a", () => Task.FromResult(true)));

        Assert.That(_fixture.Now - started, Is.LessThan(GlaseDefaults.LockTimeout));
    }

    // A page that gives up comes back after a few seconds, on a slow machine after more.
    [Test]
    public async Task Callers_who_give_up_and_come_back_get_the_lock_of_a_process_that_ended_in_time()
    {
        await _rows.InsertAsync(new GlaseLock { Name = "a", Owner = "dead", ExpiresOnUtc = DateTime.MaxValue });
        var node = new DistributedLock(new ImmediateWork(), new LockStore(_fixture.DataProvider, _rows, Clock), new LockObservations(Clock),
            new InProcessLockQueue(), SilentLog.Instance, Clock);
        var started = _fixture.Now;

        while (!await TryAsync(node))
        {
            for (var second = 0; second < 8; second++)
                Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(_fixture.Now - started, Is.LessThan(GlaseDefaults.LockTimeout));

        async Task<bool> TryAsync(DistributedLock locks)
        {
            try
            {
                return await WhileTimePassesAsync(locks.RunAsync("a", () => Task.FromResult(true), GlaseDefaults.PageTimeout));
            }
            catch (LockTimeoutException)
            {
                return false;
            }
        }
    }

    [Test]
    public async Task A_wait_ends_at_the_timeout_of_its_caller()
    {
        await _rows.InsertAsync(new GlaseLock { Name = "a", Owner = "other", ExpiresOnUtc = DateTime.MaxValue });
        var started = _fixture.Now;

        Assert.ThrowsAsync<LockTimeoutException>(() => WhileTimePassesAsync(
            Node().RunAsync("a", () => Task.FromResult(true), GlaseDefaults.PageTimeout)));

        Assert.That(_fixture.Now - started, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task Locks_are_taken_and_released_outside_of_the_callers_transaction()
    {
        var ambient = new List<Transaction>();
        _rows.Before = _ => ambient.Add(Transaction.Current);

        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await Node().RunAsync("a", () =>
            {
                ambient.Add(Transaction.Current);
                return Task.CompletedTask;
            });
            Assert.That(Transaction.Current, Is.Not.Null, "the caller goes on in its own");
        }

        Assert.That(ambient, Has.Count.EqualTo(3).And.All.Null);
    }

    [Test]
    public async Task A_lock_can_be_taken_from_an_event_of_a_transaction_that_is_complete()
    {
        // nopCommerce tells of deleted rows after it has completed its transaction and before it disposes of it.
        using var transaction = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        transaction.Complete();
        _rows.Before = _ => Assert.That(Transaction.Current, Is.Null);

        Assert.That(await Node().RunAsync("a", () => Task.FromResult(true)), Is.True);
    }

    [Test]
    public async Task Leaked_locks_are_deleted()
    {
        await _rows.InsertAsync(new GlaseLock { Name = "a", Owner = "dead", ExpiresOnUtc = _fixture.Now.AddMinutes(-15) });
        await _rows.InsertAsync(new GlaseLock { Name = "b", Owner = "alive", ExpiresOnUtc = _fixture.Now.AddSeconds(5) });

        await Node().DeleteLeakedAsync();

        Assert.That(_rows.Rows.Select(row => row.Name), Is.EqualTo(new[] { "b" }));
    }

    private static async Task<bool> Completed(Task task)
    {
        await task;
        return true;
    }

    private async Task<T> WhileTimePassesAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        return await task;
    }

    private DistributedLock Node(TimeProvider time = null)
    {
        return _fixture.NewNode(time ?? Clock);
    }

    /// <summary>
    /// Begins work on the caller's thread, in the time of the test.
    /// </summary>
    private sealed class ImmediateWork() : BackgroundWork(SilentLog.Instance)
    {
        public override void Run(string what, Func<Task> work) => _ = work();
    }

    /// <summary>
    /// A clock that shows another time and runs as fast.
    /// </summary>
    private sealed class ShiftedClock(TimeProvider clock, TimeSpan difference) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + difference;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
        {
            return clock.CreateTimer(callback, state, dueTime, period);
        }
    }
}
