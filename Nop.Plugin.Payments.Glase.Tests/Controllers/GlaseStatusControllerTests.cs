using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;
using Nop.Plugin.Payments.Glase.Controllers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Controllers;

public class GlaseStatusControllerTests
{
    private readonly PaymentWorld _world = new();

    [Test]
    public async Task Who_guesses_a_token_is_not_handed_on_to_a_page_of_the_shop()
    {
        await using var services = new ServiceCollection().AddSingleton(_world.InvoiceService).BuildServiceProvider();
        using var limits = new RequestLimits();
        var live = Live();
        using var controller = new GlaseStatusController(_world.InvoiceService, live, news: null, _world.Settler, _world.SafeLog);
        var events = new GlaseEventsController(services.GetRequiredService<IServiceScopeFactory>(), _world.Troubles, live, limits, _world.SafeLog);

        foreach (var ask in new[] { controller.Status, events.Events, controller.Notification })
        {
            var answer = await ask("AAAAAAAAAAAAAAAAAAAAAA") as ContentResult;

            Assert.That(answer?.StatusCode, Is.EqualTo(404));
            Assert.That(answer?.Content, Is.Not.Empty, "an empty answer makes nopCommerce show its page");
        }
    }

    [Test]
    public async Task A_notification_that_cannot_be_followed_is_answered_with_503()
    {
        var invoice = _world.AddInvoice();
        using var controller = Controller(Live());
        _world.Invoices.Before = _ => throw DatabaseTrouble.Away();

        Assert.That(StatusOf(await controller.Notification(invoice.Token)), Is.EqualTo(503));
    }

    [Test]
    public async Task A_notification_while_somebody_else_works_on_the_payment_is_answered_with_503_in_seconds()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        _world.AddOrder(invoice);
        await _world.Locks.InsertAsync(new GlaseLock
        {
            Name = GlaseInvoiceService.LockName(invoice.Id), Owner = "other", ExpiresOnUtc = DateTime.MaxValue
        });
        using var controller = Controller(Live());
        var started = _world.Now;

        Assert.That(StatusOf(await WhileTimePassesAsync(controller.Notification(invoice.Token))), Is.EqualTo(503));
        Assert.That(_world.Now - started, Is.LessThan(TimeSpan.FromSeconds(6)));
    }

    [Test]
    public async Task A_notification_whose_question_is_not_answered_does_not_wait_for_ever()
    {
        var invoice = _world.AddInvoice();
        var probe = new Mock<IPaymentProbe>();
        probe.Setup(it => it.TryAskAsync(It.IsAny<GlaseInvoice>(), It.IsAny<CancellationToken>()))
            .Returns(new TaskCompletionSource<GlaseInvoice>().Task);
        using var controller = Controller(Live(probe.Object));

        Assert.That(StatusOf(await WhileTimePassesAsync(controller.Notification(invoice.Token))), Is.EqualTo(503));
    }

    private static int? StatusOf(IActionResult result) => (result as IStatusCodeActionResult)?.StatusCode;

    private GlaseStatusController Controller(LivePayments live)
    {
        return new GlaseStatusController(_world.InvoiceService, live, news: null, _world.Settler, _world.SafeLog)
        {
            ControllerContext = new ControllerContext { HttpContext = new DefaultHttpContext() }
        };
    }

    private LivePayments Live(IPaymentProbe probe = null)
    {
        return new LivePayments(probe ?? Mock.Of<IPaymentProbe>(), _world.SafeLog, _world.Clock, Mock.Of<IHostApplicationLifetime>());
    }

    private async Task<T> WhileTimePassesAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            _world.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }

        return await task;
    }
}
