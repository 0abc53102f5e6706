using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core.Domain.Customers;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Live;

public class PaymentPollerTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task An_overdue_invoice_that_the_payer_holds_is_not_cancelled_each_second()
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Issued, version: payment.InvoiceVersion);
        _fixture.Client.Setup(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<CancellationToken>())).ThrowsAsync(
            new GlaseApiException(GlaseOperation.CancelInvoice, GlaseResultCode.CannotCancelInvoiceInProgress));
        await using var services = new ServiceCollection()
            .AddSingleton(_fixture.Connections)
            .AddSingleton(_fixture.PaymentStore)
            .AddSingleton(_fixture.StatusRecorder)
            .AddSingleton(_fixture.Canceller)
            .BuildServiceProvider();
        var probe = new PaymentPoller(_fixture.Client.Object, _fixture.LogDeduplicator, services.GetRequiredService<IServiceScopeFactory>(), _fixture.SafeLog, _fixture.Clock);

        _fixture.Clock.Advance(TimeSpan.FromMinutes(10));
        for (var second = 0; second < 20; second++)
        {
            Assert.That(await probe.TryPollAsync(payment, CancellationToken.None), Is.Not.Null);
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        _fixture.Client.Verify(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Test]
    public async Task A_failure_in_the_shop_is_logged_once_and_not_each_second()
    {
        var payment = _fixture.AddPayment();
        _fixture.SettingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(It.IsAny<int>()))
            .ThrowsAsync(new InvalidOperationException("no database"));
        await using var services = new ServiceCollection()
            .AddSingleton(_fixture.Connections)
            .AddSingleton(_fixture.Logger.Object)
            .BuildServiceProvider();
        var probe = new PaymentPoller(_fixture.Client.Object, _fixture.LogDeduplicator, services.GetRequiredService<IServiceScopeFactory>(), _fixture.SafeLog, _fixture.Clock);

        for (var second = 0; second < 20; second++)
        {
            Assert.That(await probe.TryPollAsync(payment, CancellationToken.None), Is.Null);
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(_fixture.Errors, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task While_the_database_is_unavailable_Glase_is_polled_and_recorded_afterwards()
    {
        var payment = _fixture.AddPayment();
        await using var services = Services();
        var probe = new PaymentPoller(_fixture.Client.Object, _fixture.LogDeduplicator, services.GetRequiredService<IServiceScopeFactory>(), _fixture.SafeLog, _fixture.Clock);
        _fixture.GlaseAnswers(GlaseInvoiceState.Issued, version: payment.InvoiceVersion);
        Assert.That(await probe.TryPollAsync(payment, CancellationToken.None), Is.SameAs(payment));

        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 2, paid: payment.Amount);
        TakeDatabaseAway();
        for (var second = 1; second <= 40; second++)
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.That(await probe.TryPollAsync(payment, CancellationToken.None), Is.Null);
            VerifyAsked(second + 1);
        }

        BringDatabaseBack();
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await probe.TryPollAsync(payment, CancellationToken.None)).IsPaidInFull, Is.True);
        Assert.That(_fixture.Stored(payment).IsPaidInFull, Is.True);
    }

    [Test]
    public async Task While_an_answer_is_being_recorded_for_long_Glase_is_asked_on()
    {
        var payment = _fixture.AddPayment();
        await _fixture.LockRows.InsertAsync(new GlaseLock
        {
            Name = LockedPayments.LockName(payment.Id), Owner = "other", ExpiresOnUtc = _fixture.Now + GlaseDefaults.LockLeaseDuration
        });
        await using var services = Services();
        var probe = new PaymentPoller(_fixture.Client.Object, _fixture.LogDeduplicator, services.GetRequiredService<IServiceScopeFactory>(), _fixture.SafeLog, _fixture.Clock);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 2, paid: payment.Amount);

        var asked = 0;
        for (GlasePayment seen = null; seen is null; asked++)
        {
            var answer = probe.TryPollAsync(payment, CancellationToken.None);
            for (var moment = 0; moment < 20 && !answer.IsCompleted; moment++)
            {
                _fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
                // It is recorded on another thread.
                await Task.Delay(2);
            }

            seen = await answer;
        }

        Assert.That(asked, Is.InRange(8, 16));
        VerifyAsked(asked);
        Assert.That(_fixture.Errors, Is.Empty, "somebody else was at work, which is no failure");
    }

    [Test, CancelAfter(60_000)]
    public async Task While_resolving_a_service_blocks_Glase_is_polled(CancellationToken token)
    {
        var payment = _fixture.AddPayment();
        using var isBack = new ManualResetEventSlim(initialState: true);
        await using var services = new ServiceCollection()
            .AddScoped(_ =>
            {
                isBack.Wait(token);
                return _fixture.Connections;
            })
            .AddScoped(_ =>
            {
                isBack.Wait(token);
                return _fixture.PaymentStore;
            })
            .BuildServiceProvider();
        var probe = new PaymentPoller(_fixture.Client.Object, _fixture.LogDeduplicator, services.GetRequiredService<IServiceScopeFactory>(), _fixture.SafeLog, _fixture.Clock);
        _fixture.GlaseAnswers(GlaseInvoiceState.Issued, version: payment.InvoiceVersion);
        Assert.That(await probe.TryPollAsync(payment, CancellationToken.None), Is.SameAs(payment));

        isBack.Reset();
        for (var second = 1; second <= 60; second++)
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            var poll = Task.Run(() => probe.TryPollAsync(payment, CancellationToken.None), token);
            while (!poll.IsCompleted)
            {
                token.ThrowIfCancellationRequested();
                await Task.Delay(2, token);
                // What cannot be read is waited for for a second.
                _fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
            }
        }

        Assert.That(probe.IsShopFailing, Is.True);
        isBack.Set();
        VerifyAsked(61);
    }

    [Test]
    public async Task A_logger_that_throws_ends_nothing()
    {
        var payment = _fixture.AddPayment();
        await using var services = Services();
        var probe = new PaymentPoller(_fixture.Client.Object, _fixture.LogDeduplicator, services.GetRequiredService<IServiceScopeFactory>(), _fixture.SafeLog, _fixture.Clock);
        TakeDatabaseAway();

        Assert.That(await probe.TryPollAsync(payment, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Another_nodes_new_amount_is_seen_although_Glase_was_asked_before_it_was_stored()
    {
        var payment = _fixture.AddPayment(change: row => row.DraftHash = "old");
        await using var services = Services();
        var probe = new PaymentPoller(_fixture.Client.Object, _fixture.LogDeduplicator, services.GetRequiredService<IServiceScopeFactory>(), _fixture.SafeLog, _fixture.Clock);
        // The other node has changed it at Glase, whose version tells so, and has still to store what it asks for now.
        await ChangeAsync(payment, row => row.MarkAmountOutdated());
        _fixture.GlaseAnswers(GlaseInvoiceState.Issued, version: 2);
        var seen = await probe.TryPollAsync(payment, CancellationToken.None);
        Assert.That(seen.IsAmountOutdated, Is.True);

        await ChangeAsync(payment, row =>
        {
            row.RecordUpdated(new InvoiceTerms(250m, row.CurrencyCode, "new", Costs: null, ReservationSeconds: null));
        });
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        seen = await probe.TryPollAsync(seen, CancellationToken.None);

        Assert.That((seen.Amount, seen.IsAmountOutdated), Is.EqualTo((250m, false)));
    }

    [Test]
    public async Task Another_nodes_new_amount_is_seen_in_seconds_though_Glase_has_no_change()
    {
        var payment = _fixture.AddPayment(change: row => row.InvoiceVersion = 1);
        await using var services = Services();
        var probe = new PaymentPoller(_fixture.Client.Object, _fixture.LogDeduplicator, services.GetRequiredService<IServiceScopeFactory>(), _fixture.SafeLog, _fixture.Clock);
        _fixture.GlaseAnswers(GlaseInvoiceState.Issued, version: 1);
        Assert.That(await probe.TryPollAsync(payment, CancellationToken.None), Is.SameAs(payment));
        await ChangeAsync(payment, row => row.Amount = 250m);

        var seen = payment;
        var seconds = 0;
        for (; seconds < 30 && seen.Amount != 250m; seconds++)
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            seen = await probe.TryPollAsync(seen, CancellationToken.None);
        }

        Assert.That(seconds, Is.EqualTo(15));
    }

    private ServiceProvider Services()
    {
        return new ServiceCollection()
            .AddSingleton(_fixture.Client.Object)
            .AddSingleton(_fixture.Connections)
            .AddSingleton(_fixture.PaymentStore)
            .AddSingleton(_fixture.StatusRecorder)
            .BuildServiceProvider();
    }

    private async Task ChangeAsync(GlasePayment payment, Action<GlasePayment> change)
    {
        await _fixture.LockedPayments.UpdateAsync(payment.Id, change);
    }

    private void TakeDatabaseAway()
    {
        _fixture.Payments.Before = _ => throw FakeDatabaseException.Away();
        _fixture.LockRows.Before = _ => throw FakeDatabaseException.Away();
        _fixture.SettingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(It.IsAny<int>())).ThrowsAsync(FakeDatabaseException.Away());
        _fixture.Logger.Setup(logger => logger.ErrorAsync(It.IsAny<string>(), It.IsAny<Exception>(), It.IsAny<Customer>()))
            .ThrowsAsync(FakeDatabaseException.Away());
        _fixture.Logger.Setup(logger => logger.WarningAsync(It.IsAny<string>(), It.IsAny<Exception>(), It.IsAny<Customer>()))
            .ThrowsAsync(FakeDatabaseException.Away());
    }

    private void BringDatabaseBack()
    {
        _fixture.Payments.Before = _ => { };
        _fixture.LockRows.Before = _ => { };
        _fixture.SettingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(It.IsAny<int>())).ReturnsAsync(_fixture.Settings);
    }

    private void VerifyAsked(int times)
    {
        _fixture.Client.Verify(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(), It.IsAny<int>(),
            It.IsAny<CancellationToken>()), Times.Exactly(times));
    }
}
