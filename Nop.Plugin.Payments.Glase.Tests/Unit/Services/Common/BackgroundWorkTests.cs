using Microsoft.Extensions.Logging;
using Moq;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Customers;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Common;

public class BackgroundWorkTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task What_fails_is_logged_and_throws_nothing()
    {
        var done = await new BackgroundWork(_fixture.SafeLog).TryAsync("the work", () => throw new InvalidOperationException("why"));

        Assert.That(done, Is.False);
        Assert.That(_fixture.Errors.Single(), Is.EqualTo("Glase: the work failed. why (help: Admin/Glase/Help#in-the-log)"));
    }

    [Test]
    public async Task What_fails_is_not_logged_when_the_caller_says_so()
    {
        var done = await new BackgroundWork(_fixture.SafeLog)
            .TryAsync("the work", () => throw new InvalidOperationException("why"), failure => failure.Message != "why");

        Assert.That(done, Is.False);
        Assert.That(_fixture.Errors, Is.Empty);
    }

    [Test]
    public async Task A_log_whose_database_is_away_writes_to_the_hosts_logging_and_throws_nothing()
    {
        var host = new Mock<ILogger<SafeLog>>();
        host.Setup(logger => logger.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        var scopes = new Mock<IServiceScopeFactory>();
        scopes.Setup(factory => factory.CreateScope()).Throws(new ObjectDisposedException("the shop"));

        await new SafeLog(host.Object, scopes.Object).ErrorAsync("what happened");

        Assert.That(host.Invocations.Count(call => call.Method.Name == nameof(ILogger.Log)), Is.EqualTo(1));
    }

    [Test]
    public void A_host_whose_logging_fails_too_breaks_nothing()
    {
        var host = new Mock<ILogger<SafeLog>>();
        host.Setup(logger => logger.IsEnabled(It.IsAny<LogLevel>())).Throws(new AggregateException("disk full"));
        _fixture.Logger.Setup(logger => logger.ErrorAsync(It.IsAny<string>(), It.IsAny<Exception>(), It.IsAny<Customer>()))
            .ThrowsAsync(FakeDatabaseException.Away());

        Assert.DoesNotThrowAsync(() => new SafeLog(host.Object, Mock.Of<IServiceScopeFactory>()).ErrorAsync("what happened"));
    }
}
