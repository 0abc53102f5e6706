using System.Diagnostics;
using System.Threading.Channels;
using Glase.Simulator.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class NotificationTests : SimulatorTest
{
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();
    private WebApplication _shop;
    private string _url;

    [SetUp]
    public async Task StartShopAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _shop = builder.Build();
        _shop.Run(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            var fields = string.Join(',', form.Select(field => $"{field.Key}={field.Value}"));
            var sender = context.Request.Headers.UserAgent.ToString().Split('/')[0];
            await _received.Writer.WriteAsync($"{context.Request.Method} {context.Request.Path} {fields} by {sender}");
            if (context.Request.Path == "/broken")
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        });
        await _shop.StartAsync();
        _url = _shop.Urls.First();
    }

    [TearDown]
    public async Task StopShopAsync() => await _shop.DisposeAsync();

    [Test]
    public async Task The_shop_is_told_once_when_the_invoice_is_paid()
    {
        var reference = await SendAsync("/notify/abc");
        Simulator.Pay(reference);

        var received = await NextAsync();
        await AskAsync(reference);
        await RecordedAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(received, Is.EqualTo($"POST /notify/abc invoiceReference={reference} by Java"));
            Assert.That(_received.Reader.TryRead(out _), Is.False);
            Assert.That(Simulator.Notifications.Single().StatusCode, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task The_shop_is_told_when_a_reservation_is_committed_and_not_before()
    {
        var reference = await SendAsync("/notify");
        Simulator.Reserve(reference);
        await AskAsync(reference);
        var before = Simulator.Notifications.Count;
        await Glase.CallAsync(RequestXml.CommitReservation(reference));
        await NextAsync();

        Assert.That(before, Is.Zero);
    }

    [Test]
    public async Task Nothing_but_a_payment_is_told()
    {
        Simulator.Cancel(await SendAsync("/notify"));
        Simulator.Fail(await SendAsync("/notify"));
        Simulator.Expire(await SendAsync("/notify"));

        Assert.That(Simulator.Notifications, Is.Empty);
    }

    [Test]
    public async Task An_error_is_recorded_and_not_tried_again()
    {
        Simulator.Pay(await SendAsync("/broken"));
        await NextAsync();

        Assert.That((await RecordedAsync()).StatusCode, Is.EqualTo(500));
    }

    [Test]
    public async Task A_notification_to_an_unreachable_shop_is_ignored()
    {
        var reference = await SendInvoiceAsync(RequestXml.SendInvoice().WithNotificationUrl("http://127.0.0.1:1/notify"));
        Simulator.Pay(reference);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await RecordedAsync()).Error, Is.Not.Null);
            Assert.That((await AskAsync(reference))["status"], Is.EqualTo("PAID"));
        }
    }

    [Test]
    public async Task Notifications_can_be_off()
    {
        Simulator.NotificationMode = NotificationMode.Off;
        Simulator.Pay(await SendAsync("/notify"));

        Assert.That(Simulator.Notifications, Is.Empty);
    }

    [Test]
    public async Task Notifications_can_be_late()
    {
        Simulator.NotificationDelay = TimeSpan.FromMilliseconds(300);
        var started = Stopwatch.GetTimestamp();
        Simulator.Pay(await SendAsync("/notify"));
        await NextAsync();

        Assert.That(Stopwatch.GetElapsedTime(started), Is.GreaterThan(TimeSpan.FromMilliseconds(290)));
    }

    [Test]
    public async Task A_notification_can_be_repeated_on_demand()
    {
        var reference = await SendAsync("/notify");

        var record = await Simulator.NotifyAsync(reference);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(record.StatusCode, Is.EqualTo(200));
            Assert.That(await NextAsync(), Does.Contain(reference));
        }
    }

    private Task<string> SendAsync(string path) => SendInvoiceAsync(RequestXml.SendInvoice().WithNotificationUrl(_url + path));

    private async Task<string> NextAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return await _received.Reader.ReadAsync(timeout.Token);
    }

    private async Task<NotificationRecord> RecordedAsync()
    {
        await Poll.UntilAsync(() => Simulator.Notifications.Any(notification => notification.AnsweredAt != null));
        return Simulator.Notifications[0];
    }
}
