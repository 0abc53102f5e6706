using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services;

public class PaymentProbeTests
{
    private readonly PaymentWorld _world = new();

    [Test]
    public async Task An_overdue_invoice_that_the_payer_holds_is_not_cancelled_each_second()
    {
        var invoice = _world.AddInvoice();
        _world.GlaseAnswers(GlasePaymentStatus.Issued, version: invoice.Version);
        _world.Client.Setup(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<CancellationToken>())).ThrowsAsync(
            new GlaseApiException(GlaseOperation.CancelInvoice, GlaseResultCode.CannotCancelInvoiceInProgress));
        await using var services = new ServiceCollection()
            .AddSingleton(_world.Client.Object)
            .AddSingleton(_world.Connections)
            .AddSingleton(_world.StatusService)
            .AddSingleton(_world.Canceller)
            .BuildServiceProvider();
        var probe = new PaymentProbe(_world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.Clock);

        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        for (var second = 0; second < 20; second++)
        {
            Assert.That(await probe.TryAskAsync(invoice, CancellationToken.None), Is.Not.Null);
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        _world.Client.Verify(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Test]
    public async Task A_trouble_in_the_shop_is_logged_once_and_not_each_second()
    {
        var invoice = _world.AddInvoice();
        _world.SettingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(It.IsAny<int>()))
            .ThrowsAsync(new InvalidOperationException("no database"));
        await using var services = new ServiceCollection()
            .AddSingleton(_world.Connections)
            .AddSingleton(_world.Logger.Object)
            .BuildServiceProvider();
        var probe = new PaymentProbe(_world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.Clock);

        for (var second = 0; second < 20; second++)
        {
            Assert.That(await probe.TryAskAsync(invoice, CancellationToken.None), Is.Null);
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(_world.Errors, Has.Count.EqualTo(1));
    }
}
