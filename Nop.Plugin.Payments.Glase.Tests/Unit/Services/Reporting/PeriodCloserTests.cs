using Moq;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Helpers;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Reporting;

public class PeriodCloserTests
{
    private const string Admin = "admin@example.com";

    private PaymentFixture _fixture;
    private ReportingAccount _account;
    private DailyPeriodCloser _daily;
    private int _asked;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = new PaymentFixture();
        (_fixture.Settings.ShopId, _fixture.Settings.ShopPassword) = ("shop", "p");
        _account = await _fixture.Accounts.GetByStoreAsync(PaymentFixture.StoreId);
        _asked = 0;
        GlaseDoes(() => $"P{_asked}");

        // Stockholm is an hour ahead in November: it is 13:00 there.
        var times = Mock.Of<IDateTimeHelper>(helper => helper.DefaultStoreTimeZone == TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm"));
        _daily = new DailyPeriodCloser(new BackgroundWork(_fixture.SafeLog), times, _fixture.Logger.Object, _fixture.Accounts, _fixture.Clock, _fixture.PeriodCloser);
    }

    [Test]
    public async Task It_is_recorded_before_Glase_is_asked()
    {
        GlaseDoes(() =>
        {
            Assert.That(_fixture.Periods.Rows.Single().Status, Is.EqualTo(GlasePeriodStatus.Requested));
            return "P1";
        });

        var period = await _fixture.PeriodCloser.CloseAsync(_account, Admin);

        Assert.Multiple(() =>
        {
            Assert.That(period.Status, Is.EqualTo(GlasePeriodStatus.Marked));
            Assert.That(period.TransactionPeriodId, Is.EqualTo("P1"));
            Assert.That(period.TerminalId, Is.EqualTo("T1"), "so that the reports on the terminal can be requested");
            Assert.That(period.StartedOnUtc, Is.Null);
            Assert.That(period.MarkedBy, Is.EqualTo(Admin));
        });
    }

    [Test]
    public async Task The_next_one_begins_where_the_last_one_that_is_known_ended()
    {
        var first = await CloseAsync();
        GlaseDoes(() => throw Failure(outcomeUnknown: true));
        Assert.That((await CloseAsync()).Status, Is.EqualTo(GlasePeriodStatus.Unknown));
        GlaseDoes(() => "P3");

        var third = await CloseAsync();

        Assert.That(third.StartedOnUtc, Is.EqualTo(first.MarkedOnUtc));
        var bounds = await _fixture.PeriodStore.GetBoundsAsync(_account, third);
        Assert.That(bounds.LostUtc, Is.GreaterThan(first.MarkedOnUtc).And.LessThan(third.MarkedOnUtc));
    }

    [Test]
    public async Task Many_who_close_at_once_close_one()
    {
        var closed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _fixture.PeriodCloser.CloseAsync(_account, Admin))));

        Assert.That(closed.Count(period => period is not null), Is.EqualTo(1));
        Assert.That(_asked, Is.EqualTo(1));
    }

    [Test]
    public async Task Where_the_lock_lets_two_in_the_number_decides()
    {
        var number = await _fixture.PeriodStore.GetLastNumberAsync(PaymentFixture.StoreId) + 1;

        Assert.That(await _fixture.PeriodStore.TryRecordAsync(new GlasePeriod { StoreId = PaymentFixture.StoreId, Number = number }));
        Assert.That(await _fixture.PeriodStore.TryRecordAsync(new GlasePeriod { StoreId = PaymentFixture.StoreId, Number = number }), Is.False);
    }

    [Test]
    public async Task A_refusal_closes_nothing_and_leaves_one_line_until_the_next_try()
    {
        GlaseDoes(() => throw new GlaseApiException(GlaseOperation.MarkTransactionPeriod, GlaseResultCode.AuthenticationFailed));
        for (var round = 0; round < 3; round++)
            Assert.That((await _fixture.PeriodCloser.CloseAsync(_account, Admin)).Status, Is.EqualTo(GlasePeriodStatus.Refused));

        Assert.That(_fixture.Periods.Rows, Has.Count.EqualTo(1));
        Assert.That(_fixture.Errors, Has.Count.EqualTo(1), "the same failure is logged once");
        GlaseDoes(() => "P1");
        await CloseAsync();
        Assert.That(_fixture.Periods.Rows.Single().Status, Is.EqualTo(GlasePeriodStatus.Marked));
    }

    [TestCase(false, GlasePeriodStatus.Refused)]
    [TestCase(true, GlasePeriodStatus.Unknown)]
    public void A_log_that_fails_loses_nothing_of_what_Glase_answered(bool outcomeUnknown, GlasePeriodStatus status)
    {
        GlaseDoes(() => throw (outcomeUnknown
            ? Failure(outcomeUnknown: true)
            : new GlaseApiException(GlaseOperation.MarkTransactionPeriod, GlaseResultCode.AuthenticationFailed)));
        _fixture.Logger.Setup(logger => logger.ErrorAsync(It.IsAny<string>(), It.IsAny<Exception>(), null))
            .ThrowsAsync(FakeDatabaseException.Away());

        Assert.ThrowsAsync<FakeDatabaseException>(() => _fixture.PeriodCloser.CloseAsync(_account, Admin));

        var period = _fixture.Periods.Rows.Single();
        Assert.That((period.Status, period.Error), Is.EqualTo((status, period.Error)).And.Not.EqualTo((status, (string)null)));
    }

    [TestCase(13, 1)]
    [TestCase(14, 0)]
    [TestCase(0, 1)]
    public async Task The_task_closes_one_a_day_from_the_hour_on_in_the_time_zone_of_the_shop(int hour, int closed)
    {
        (_fixture.Settings.ClosePeriodDaily, _fixture.Settings.ClosePeriodHour) = (true, hour);

        for (var run = 0; run < 5; run++)
        {
            await _daily.CloseAsync();
            _fixture.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.That(_asked, Is.EqualTo(closed));
    }

    [Test]
    public async Task The_task_closes_the_day_also_when_an_admin_closed_one_and_never_twice()
    {
        (_fixture.Settings.ClosePeriodDaily, _fixture.Settings.ClosePeriodHour) = (true, 0);
        await CloseAsync();
        await RunAsync(hours: 24 * 3);

        Assert.That(_fixture.Periods.Rows.Where(period => period.MarkedBy is null).Select(period => period.ClosedForDay),
            Is.EqualTo(Enumerable.Range(23, 4).Select(day => new DateTime(2026, 11, day))));
        await CloseAsync();
        var asked = _asked;
        await RunAsync(hours: 2);
        Assert.That(_asked, Is.EqualTo(asked), "an admin's after the day's does not make another one due");
    }

    [Test]
    public async Task The_task_retries_hourly_after_a_refusal_and_the_next_day_after_a_lost_answer()
    {
        (_fixture.Settings.ClosePeriodDaily, _fixture.Settings.ClosePeriodHour) = (true, 0);
        GlaseDoes(() => throw new GlaseApiException(GlaseOperation.MarkTransactionPeriod, GlaseResultCode.AuthenticationFailed));
        await RunAsync(hours: 3);
        Assert.That(_asked, Is.EqualTo(3));

        GlaseDoes(() => throw Failure(outcomeUnknown: true));
        await RunAsync(hours: 3);
        Assert.That(_asked, Is.EqualTo(4));
        await RunAsync(hours: 6);
        Assert.That(_asked, Is.EqualTo(5), "it is another day in the shop");
    }

    [Test]
    public async Task The_task_leaves_alone_who_does_not_want_it_or_has_no_credentials()
    {
        await _daily.CloseAsync();
        _fixture.Settings.ClosePeriodDaily = true;
        _fixture.Settings.ShopPassword = null;
        await _daily.CloseAsync();

        Assert.That(_fixture.Periods.Rows, Is.Empty);
        Assert.That((await _fixture.PeriodWarnings.FindAsync()).Single().Name, Is.EqualTo("PeriodIncomplete"));
    }

    [TestCase(false, "PeriodRefused")]
    [TestCase(true, "PeriodUnknown")]
    public async Task A_day_that_was_not_closed_is_a_warning_until_the_next_one_is(bool outcomeUnknown, string warning)
    {
        (_fixture.Settings.ClosePeriodDaily, _fixture.Settings.ClosePeriodHour) = (true, 0);
        GlaseDoes(() => throw Failure(outcomeUnknown));
        await _daily.CloseAsync();
        Assert.That((await _fixture.PeriodWarnings.FindAsync()).Single().Name, Is.EqualTo(warning));

        GlaseDoes(() => "P2");
        await CloseAsync();
        Assert.That(await _fixture.PeriodWarnings.FindAsync(), Is.Empty);
    }

    [Test]
    public async Task Stores_that_share_an_account_have_one_run_of_periods()
    {
        Mock.Get(_fixture.StoreService).Setup(service => service.GetAllStoresAsync())
            .ReturnsAsync([new Store { Id = 2, Name = "Second" }, new Store { Id = 1, Name = "First" }]);
        (_fixture.Settings.ClosePeriodDaily, _fixture.Settings.ClosePeriodHour) = (true, 0);

        await RunAsync(hours: 2);

        Assert.That((await _fixture.Accounts.GetAllAsync()).Single().StoreIds, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(_asked, Is.EqualTo(1));
        Assert.That(_fixture.Periods.Rows.Single().StoreId, Is.EqualTo(1));
    }

    private async Task<GlasePeriod> CloseAsync()
    {
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        return await _fixture.PeriodCloser.CloseAsync(_account, Admin);
    }

    private async Task RunAsync(int hours)
    {
        for (var run = 0; run < hours * 6; run++)
        {
            await _daily.CloseAsync();
            _fixture.Clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    private void GlaseDoes(Func<string> answer)
    {
        _fixture.Client.Setup(client => client.MarkTransactionPeriodAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(async () =>
            {
                _asked++;
                await Task.Yield();
                return answer();
            });
    }

    private static GlaseApiException Failure(bool outcomeUnknown)
    {
        return new GlaseApiException(GlaseOperation.MarkTransactionPeriod, GlaseFailureKind.ConnectionLost, outcomeUnknown, "the line broke");
    }
}
