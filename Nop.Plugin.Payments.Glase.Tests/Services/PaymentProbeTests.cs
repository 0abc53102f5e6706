using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services;
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
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.SafeLog, _world.Clock);

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
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.SafeLog, _world.Clock);

        for (var second = 0; second < 20; second++)
        {
            Assert.That(await probe.TryAskAsync(invoice, CancellationToken.None), Is.Null);
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(_world.Errors, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task While_the_database_is_away_Glase_is_asked_each_second_and_recorded_when_it_is_back()
    {
        var invoice = _world.AddInvoice();
        await using var services = Services();
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.SafeLog, _world.Clock);
        _world.GlaseAnswers(GlasePaymentStatus.Issued, version: invoice.Version);
        Assert.That(await probe.TryAskAsync(invoice, CancellationToken.None), Is.SameAs(invoice));

        _world.GlaseAnswers(GlasePaymentStatus.Paid, version: 2, paid: invoice.Amount);
        TakeDatabaseAway();
        for (var second = 1; second <= 40; second++)
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.That(await probe.TryAskAsync(invoice, CancellationToken.None), Is.Null);
            VerifyAsked(second + 1);
        }

        BringDatabaseBack();
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await probe.TryAskAsync(invoice, CancellationToken.None)).IsPaidInFull, Is.True);
        Assert.That(_world.Stored(invoice).IsPaidInFull, Is.True);
    }

    [Test]
    public async Task While_an_answer_is_being_recorded_for_long_Glase_is_asked_on()
    {
        var invoice = _world.AddInvoice();
        await _world.Locks.InsertAsync(new GlaseLock
        {
            Name = GlaseInvoiceService.LockName(invoice.Id), Owner = "other", ExpiresOnUtc = _world.Now + GlaseDefaults.LockLease
        });
        await using var services = Services();
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.SafeLog, _world.Clock);
        _world.GlaseAnswers(GlasePaymentStatus.Paid, version: 2, paid: invoice.Amount);

        var asked = 0;
        for (GlaseInvoice seen = null; seen is null; asked++)
        {
            var answer = probe.TryAskAsync(invoice, CancellationToken.None);
            for (var moment = 0; moment < 20 && !answer.IsCompleted; moment++)
            {
                _world.Clock.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }

            seen = await answer;
        }

        Assert.That(asked, Is.InRange(8, 16));
        VerifyAsked(asked);
        Assert.That(_world.Errors, Is.Empty, "somebody else was at work, which is no trouble");
    }

    [Test]
    public async Task A_logger_that_throws_ends_nothing()
    {
        var invoice = _world.AddInvoice();
        await using var services = Services();
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.SafeLog, _world.Clock);
        TakeDatabaseAway();

        Assert.That(await probe.TryAskAsync(invoice, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Another_nodes_new_amount_is_seen_although_Glase_was_asked_before_it_was_stored()
    {
        var invoice = _world.AddInvoice(change: row => row.CartHash = "old");
        await using var services = Services();
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.SafeLog, _world.Clock);
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
        var probe = new PaymentProbe(_world.Client.Object, _world.Troubles, services.GetRequiredService<IServiceScopeFactory>(), _world.SafeLog, _world.Clock);
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

    private void TakeDatabaseAway()
    {
        _world.Invoices.Before = _ => throw DatabaseTrouble.Away();
        _world.Locks.Before = _ => throw DatabaseTrouble.Away();
        _world.SettingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(It.IsAny<int>())).ThrowsAsync(DatabaseTrouble.Away());
        _world.Logger.Setup(logger => logger.ErrorAsync(It.IsAny<string>(), It.IsAny<Exception>(), It.IsAny<Customer>()))
            .ThrowsAsync(DatabaseTrouble.Away());
        _world.Logger.Setup(logger => logger.WarningAsync(It.IsAny<string>(), It.IsAny<Exception>(), It.IsAny<Customer>()))
            .ThrowsAsync(DatabaseTrouble.Away());
    }

    private void BringDatabaseBack()
    {
        _world.Invoices.Before = _ => { };
        _world.Locks.Before = _ => { };
        _world.SettingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(It.IsAny<int>())).ReturnsAsync(_world.Settings);
    }

    private void VerifyAsked(int times)
    {
        _world.Client.Verify(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(), It.IsAny<int>(),
            It.IsAny<CancellationToken>()), Times.Exactly(times));
    }
}
