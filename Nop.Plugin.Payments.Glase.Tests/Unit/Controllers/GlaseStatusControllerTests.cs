using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.Hosting;
using Moq;
using Nop.Core.Domain.Stores;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Controllers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Controllers;

public class GlaseStatusControllerTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task Who_guesses_a_token_is_not_handed_on_to_a_page_of_the_shop()
    {
        using var controller = Controller(Live());

        foreach (var ask in new[] { controller.Status, controller.Notification })
        {
            var answer = await ask("AAAAAAAAAAAAAAAAAAAAAA") as ContentResult;

            Assert.That(answer?.StatusCode, Is.EqualTo(404));
            Assert.That(answer?.Content, Is.Not.Empty, "an empty answer makes nopCommerce show its page");
        }
    }

    [Test]
    public async Task A_notification_that_cannot_be_followed_is_answered_with_503()
    {
        var payment = _fixture.AddPayment();
        using var controller = Controller(Live());
        _fixture.Payments.Before = _ => throw FakeDatabaseException.Away();

        Assert.That(StatusOf(await controller.Notification(payment.Token)), Is.EqualTo(503));
    }

    [Test]
    public async Task A_notification_while_the_payment_is_locked_is_answered_with_503_in_seconds()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.AddOrder(payment);
        await _fixture.LockRows.InsertAsync(new GlaseLock
        {
            Name = LockedPayments.LockName(payment.Id), Owner = "other", ExpiresOnUtc = DateTime.MaxValue
        });
        using var controller = Controller(Live());
        var started = _fixture.Now;

        Assert.That(StatusOf(await WhileTimePassesAsync(controller.Notification(payment.Token))), Is.EqualTo(503));
        Assert.That(_fixture.Now - started, Is.LessThan(TimeSpan.FromSeconds(6)));
    }

    [Test]
    public async Task A_notification_whose_question_is_not_answered_does_not_wait_for_ever()
    {
        var payment = _fixture.AddPayment();
        var probe = new Mock<IPaymentPoller>();
        probe.Setup(it => it.TryPollAsync(It.IsAny<GlasePayment>(), It.IsAny<CancellationToken>()))
            .Returns(new TaskCompletionSource<GlasePayment>().Task);
        using var controller = Controller(Live(probe.Object));

        Assert.That(StatusOf(await WhileTimePassesAsync(controller.Notification(payment.Token))), Is.EqualTo(503));
    }

    private static int? StatusOf(IActionResult result) => (result as IStatusCodeActionResult)?.StatusCode;

    private GlaseStatusController Controller(PaymentWatchRegistry live)
    {
        return new GlaseStatusController(_fixture.PaymentStore, live, _fixture.NewProgress(live, Mock.Of<IPaymentPoller>()), serializer: null, _fixture.Notifications,
            _fixture.SafeLog)
        {
            ControllerContext = new ControllerContext { HttpContext = new DefaultHttpContext() }
        };
    }

    private PaymentWatchRegistry Live(IPaymentPoller poller = null)
    {
        return new PaymentWatchRegistry(poller ?? Mock.Of<IPaymentPoller>(), FakeElection.Won, _fixture.SafeLog, _fixture.Clock, Mock.Of<IHostApplicationLifetime>());
    }

    private async Task<T> WhileTimePassesAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            _fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }

        return await task;
    }
}
