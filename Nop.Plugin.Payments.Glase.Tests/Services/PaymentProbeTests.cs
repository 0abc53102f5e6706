using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
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
            .AddSingleton(_world.Connections)
            .AddSingleton(_world.InvoiceService)
            .AddSingleton(_world.StatusService)
            .AddSingleton(_world.Canceller)
            .BuildServiceProvider();
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.Clock);

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
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.Clock);

        for (var second = 0; second < 20; second++)
        {
            Assert.That(await probe.TryAskAsync(invoice, CancellationToken.None), Is.Null);
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(_world.Errors, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Another_nodes_new_amount_is_seen_although_Glase_was_asked_before_it_was_stored()
    {
        var invoice = _world.AddInvoice(change: row => row.CartHash = "old");
        await using var services = Services();
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.Clock);
        // The other node has changed it at Glase, whose version tells so, and has still to store what it asks for now.
        await ChangeAsync(invoice, row => row.CartHash = "");
        _world.GlaseAnswers(GlasePaymentStatus.Issued, version: 2);
        var seen = await probe.TryAskAsync(invoice, CancellationToken.None);
        Assert.That(seen.FitsNothing, Is.True);

        await ChangeAsync(invoice, row =>
        {
            row.CartHash = "new";
            row.Amount = 250m;
        });
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        seen = await probe.TryAskAsync(seen, CancellationToken.None);

        Assert.That((seen.Amount, seen.FitsNothing), Is.EqualTo((250m, false)));
    }

    [Test]
    public async Task Another_nodes_new_amount_is_seen_in_seconds_though_Glase_has_no_news()
    {
        var invoice = _world.AddInvoice(change: row => row.Version = 1);
        await using var services = Services();
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.Clock);
        _world.GlaseAnswers(GlasePaymentStatus.Issued, version: 1);
        Assert.That(await probe.TryAskAsync(invoice, CancellationToken.None), Is.SameAs(invoice));
        await ChangeAsync(invoice, row => row.Amount = 250m);

        var seen = invoice;
        var seconds = 0;
        for (; seconds < 30 && seen.Amount != 250m; seconds++)
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
            seen = await probe.TryAskAsync(seen, CancellationToken.None);
        }

        Assert.That(seconds, Is.EqualTo(15));
    }

    private ServiceProvider Services()
    {
        return new ServiceCollection()
            .AddSingleton(_world.Client.Object)
            .AddSingleton(_world.Connections)
            .AddSingleton(_world.InvoiceService)
            .AddSingleton(_world.StatusService)
            .BuildServiceProvider();
    }

    private async Task ChangeAsync(GlaseInvoice invoice, Action<GlaseInvoice> change)
    {
        var row = await _world.InvoiceService.GetByIdAsync(invoice.Id);
        change(row);
        await _world.InvoiceService.UpdateAsync(row);
    }
}
