using Moq;
using Nop.Core.Domain.Customers;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Common;

public class FailureLogTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task A_failure_is_logged_once_until_it_changes_or_is_over()
    {
        await FailAsync("a");
        await FailAsync("a");
        await FailAsync("b");
        _fixture.FailureLog.Reset("subject");
        await FailAsync("b");

        Assert.That(_fixture.Errors, Is.EqualTo(new[] { "a", "b", "b" }.Select(what => $"It does not work. {what} (help: Admin/Glase/Help#in-the-log)")));
    }

    [Test]
    public async Task A_warning_is_logged_as_a_warning()
    {
        await _fixture.FailureLog.WarningAsync("subject", "It does not work.", new InvalidOperationException("a"));

        Assert.That(_fixture.Warnings, Is.EqualTo(new[] { "It does not work. a (help: Admin/Glase/Help#in-the-log)" }));
        Assert.That(_fixture.Errors, Is.Empty);
    }

    [Test]
    public void A_logger_that_throws_stops_nobody()
    {
        _fixture.Logger.Setup(logger => logger.ErrorAsync(It.IsAny<string>(), It.IsAny<Exception>(), It.IsAny<Customer>()))
            .ThrowsAsync(FakeDatabaseException.Away());

        Assert.DoesNotThrowAsync(() => FailAsync("a"));
    }

    private Task FailAsync(string why)
    {
        return _fixture.FailureLog.ErrorAsync("subject", "It does not work.", new InvalidOperationException(why));
    }
}
