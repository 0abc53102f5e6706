using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class DatabaseRetryTests
{
    private int _attempts;

    [SetUp]
    public void SetUp() => _attempts = 0;

    [Test]
    public async Task What_was_rolled_back_is_run_again()
    {
        var result = await DatabaseRetry.RunAsync(() => ++_attempts < 5 ? throw FakeDatabaseException.Rollback() : Task.FromResult(_attempts));

        Assert.That(result, Is.EqualTo(5));
    }

    [Test]
    public void What_fails_for_another_reason_is_not()
    {
        Assert.ThrowsAsync<FakeDatabaseException>(() => DatabaseRetry.RunAsync(() => ++_attempts > 0 ? throw FakeDatabaseException.Away() : Task.CompletedTask));

        Assert.That(_attempts, Is.EqualTo(1));
    }

    [Test]
    public void What_is_rolled_back_each_time_is_reported()
    {
        Assert.ThrowsAsync<FakeDatabaseException>(() => DatabaseRetry.RunAsync(() => ++_attempts > 0 ? throw FakeDatabaseException.Rollback() : Task.CompletedTask));

        Assert.That(_attempts, Is.EqualTo(5));
    }

    [Test]
    public async Task A_row_in_the_way_is_told_whatever_the_provider_throws()
    {
        Assert.That(await DatabaseRetry.TryInsertAsync(() => throw new InvalidOperationException("duplicate"), () => Task.FromResult(true)), Is.False);
    }

    [Test]
    public async Task A_row_that_was_in_the_way_and_is_gone_is_nothing_to_report()
    {
        var isInserted = await DatabaseRetry.TryInsertAsync(
            () => ++_attempts == 1 ? throw new InvalidOperationException("duplicate") : Task.CompletedTask, () => Task.FromResult(false));

        Assert.That(isInserted, Is.True);
    }

    [Test]
    public void An_insert_that_always_fails_is_reported_with_its_own_failure()
    {
        Assert.ThrowsAsync<TimeZoneNotFoundException>(() => DatabaseRetry.TryInsertAsync(
            () => ++_attempts > 0 ? throw new TimeZoneNotFoundException("disk full") : Task.CompletedTask, () => Task.FromResult(false)));

        Assert.That(_attempts, Is.EqualTo(5));
    }
}
