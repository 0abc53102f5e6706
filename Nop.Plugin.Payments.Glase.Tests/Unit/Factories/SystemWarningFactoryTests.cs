using Moq;
using Nop.Core;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.ScheduleTasks;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.EventConsumers;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Helpers;
using Nop.Services.ScheduleTasks;
using Nop.Web.Areas.Admin.Models.Common;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Factories;

[SetCulture("en-US")]
public class SystemWarningFactoryTests
{
    private readonly PaymentFixture _fixture = new();
    private readonly Mock<IGlaseHealth> _health = new();
    private readonly PaymentSettings _paymentSettings = new() { ActivePaymentMethodSystemNames = [GlaseDefaults.SystemName] };
    private readonly Store _store = new() { Id = 1, Name = "Tom & Jerry", Url = "https://shop.example.com/" };
    private readonly Mock<IScheduleTaskService> _tasks = new();
    private readonly ScheduleTask _task = new() { Name = GlaseDefaults.RecoveryTaskName, Enabled = true };
    private SystemWarningFactory _factory;

    [SetUp]
    public void SetUp()
    {
        _tasks.Setup(service => service.GetTaskByTypeAsync(GlaseDefaults.RecoveryTaskType)).ReturnsAsync(_task);
        var texts = GlaseResources.Load();
        _fixture.Localization.Setup(service => service.GetResourceAsync(It.IsAny<string>()))
            .ReturnsAsync((string key) => texts[key]);
        _fixture.SettingService.Setup(service => service.LoadSettingAsync<PaymentSettings>(It.IsAny<int>()))
            .ReturnsAsync(_paymentSettings);
        Mock.Get(_fixture.StoreService).Setup(service => service.GetAllStoresAsync()).ReturnsAsync([_store]);
        _health.Setup(health => health.ForPayments(It.IsAny<GlaseConnection>())).Returns(new GlaseHealth(false, null, null));
        _health.Setup(health => health.ForReports(It.IsAny<GlaseConnection>())).Returns(new GlaseHealth(false, null, null));
        var times = new Mock<IDateTimeHelper>();
        times.Setup(helper => helper.ConvertToUserTimeAsync(It.IsAny<DateTime>(), DateTimeKind.Utc))
            .ReturnsAsync((DateTime utc, DateTimeKind _) => utc.AddHours(1));
        var words = new SystemWarningTexts(times.Object, _fixture.Localization.Object,
            Mock.Of<IWebHelper>(helper => helper.GetStoreLocation(null) == "https://shop.example.com/"));
        _factory = new SystemWarningFactory(
            new PaymentWarningFactory(_fixture.WorkQueries, _fixture.RefundStore, _fixture.OrderService.Object, words, _fixture.Clock),
            new StoreWarningFactory(_fixture.Connections, _health.Object, _fixture.Notifications, words),
            _fixture.PeriodWarnings, new TaskWarningFactory(_tasks.Object, words, _fixture.Clock), _fixture.Secrets, _fixture.SettingService.Object, _fixture.StoreService, words);
    }

    [Test]
    public async Task All_is_well_in_one_line_which_the_page_gets()
    {
        var created = new SystemWarningCreatedEvent();

        await new SystemWarningConsumer(_factory).HandleEventAsync(created);

        Assert.That(created.SystemWarnings.Single().Level, Is.EqualTo(SystemWarningLevel.Pass));
    }

    [Test]
    public async Task A_shop_that_does_not_use_Glase_reads_nothing()
    {
        _paymentSettings.ActivePaymentMethodSystemNames.Clear();
        _fixture.Settings.TerminalId = null;

        Assert.That(await _factory.PrepareAsync(), Is.Empty);
    }

    [Test]
    public async Task Refunds_with_an_unknown_outcome_are_counted_with_the_first_links()
    {
        for (var number = 1; number <= 7; number++)
            _fixture.AddRefund(new GlasePayment { Id = number }, 1m, GlaseRefundStatus.Unknown);
        _fixture.AddRefund(new GlasePayment { Id = 8 }, 1m, GlaseRefundStatus.Requested);
        _fixture.AddRefund(new GlasePayment { Id = 9 }, 1m, GlaseRefundStatus.Succeeded);

        var warning = (await _factory.PrepareAsync()).Single();

        Assert.Multiple(() =>
        {
            Assert.That(warning.Level, Is.EqualTo(SystemWarningLevel.Fail));
            Assert.That(warning.DontEncode, Is.True);
            Assert.That(warning.Text, Does.Contain("with an unknown outcome: 7."));
            Assert.That(warning.Text, Does.Contain("<a href=\"https://shop.example.com/Admin/Glase/Payment/1\">#1</a>"));
            Assert.That(warning.Text, Does.Contain(", … <a href=\"https://shop.example.com/Admin/Glase/Help#warnings\">"));
            Assert.That(warning.Text, Does.Not.Contain("Payment/6"));
        });
    }

    [Test]
    public async Task A_refund_that_a_crash_left_counts_after_a_while()
    {
        _fixture.AddRefund(new GlasePayment { Id = 8 }, 1m, GlaseRefundStatus.Requested);
        Assert.That((await _factory.PrepareAsync()).Single().Level, Is.EqualTo(SystemWarningLevel.Pass));

        _fixture.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.That((await _factory.PrepareAsync()).Single().Text, Does.Contain("with an unknown outcome: 1."));
    }

    [Test]
    public async Task A_task_that_is_disabled_is_named()
    {
        _task.Enabled = false;

        var warning = (await _factory.PrepareAsync()).Single();

        Assert.That((warning.Level, warning.Text.Contains("is disabled", StringComparison.Ordinal)), Is.EqualTo((SystemWarningLevel.Fail, true)));
    }

    [TestCase(9, SystemWarningLevel.Pass)]
    [TestCase(11, SystemWarningLevel.Fail)]
    public async Task A_task_that_has_not_run_to_its_end_for_ten_minutes_is_named(int minutes, SystemWarningLevel level)
    {
        _task.LastSuccessUtc = _fixture.Now;
        // It begins and fails.
        _task.LastStartUtc = _task.LastEndUtc = _fixture.Now.AddMinutes(minutes);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.That((await _factory.PrepareAsync()).Single().Level, Is.EqualTo(level));
    }

    [Test]
    public async Task A_task_that_never_ran_is_named_ten_minutes_after_it_was_enabled()
    {
        _task.LastEnabledUtc = _fixture.Now;
        Assert.That((await _factory.PrepareAsync()).Single().Level, Is.EqualTo(SystemWarningLevel.Pass));

        _fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.That((await _factory.PrepareAsync()).Single().Text, Does.Contain(GlaseDefaults.RecoveryTaskName).And.Contain("has not run to its end since"));
    }

    [Test]
    public async Task Payments_that_lead_nowhere_are_named_once_the_task_should_have_finished_them()
    {
        _fixture.AddPayment(GlasePaymentStatus.Paid, change: row => row.PaidOnUtc = _fixture.Now);
        Assert.That((await _factory.PrepareAsync()).Single().Level, Is.EqualTo(SystemWarningLevel.Pass));

        _fixture.Clock.Advance(TimeSpan.FromMinutes(6));
        var warning = (await _factory.PrepareAsync()).Single();
        Assert.That(warning.Level, Is.EqualTo(SystemWarningLevel.Fail));
        Assert.That(warning.Text, Does.Contain("nor been refunded: 1.").And.Contain("Payment/1"));
    }

    [Test]
    public async Task Refused_credentials_and_a_silent_server_are_told_with_what_to_do()
    {
        _health.Setup(health => health.ForPayments(It.IsAny<GlaseConnection>()))
            .Returns(new GlaseHealth(true, _fixture.Now, GlaseResultCode.AuthenticationFailed));

        var warnings = await _factory.PrepareAsync();

        Assert.That(warnings.Select(warning => warning.Level), Is.All.EqualTo(SystemWarningLevel.Fail));
        Assert.That(warnings[0].Text, Does.Contain("Tom &amp; Jerry: the id or password is wrong. Enter id and password again"));
        Assert.That(warnings[1].Text, Does.Contain("11/23/2026 1:00:00"));
    }

    [Test]
    public async Task Refused_credentials_for_reports_are_told_where_there_are_any()
    {
        _health.Setup(health => health.ForReports(It.IsAny<GlaseConnection>()))
            .Returns(new GlaseHealth(false, null, GlaseResultCode.AccessDenied));
        Assert.That((await _factory.PrepareAsync()).Single().Level, Is.EqualTo(SystemWarningLevel.Pass));

        (_fixture.Settings.ShopId, _fixture.Settings.ShopPassword) = ("shop", _fixture.Settings.TerminalPassword);
        var warning = (await _factory.PrepareAsync()).Single();

        Assert.That(warning.Level, Is.EqualTo(SystemWarningLevel.Warning));
        Assert.That(warning.Text, Does.Contain("for periods and reports of the store Tom &amp; Jerry: these credentials may not do this. Check that"));
    }

    [Test]
    public async Task Notifications_are_said_not_to_arrive_only_when_they_are_missing()
    {
        _store.Url = "http://localhost:5000/";
        var unknown = (await _factory.PrepareAsync()).Single();
        foreach (var minutes in new[] { 90, 50, 20 })
            _fixture.AddPayment(GlasePaymentStatus.Paid, change: row =>
                (row.PaidOnUtc, row.AppliedOnUtc, row.CheckoutKey, row.ErsReference) =
                (_fixture.Now.AddMinutes(-minutes), _fixture.Now, row.Token, row.Token));
        var missing = (await _factory.PrepareAsync()).Single();
        _fixture.GenericAttributes.Setup(attributes => attributes.GetAttributeAsync<Store, string>(1, GlaseDefaults.LastNotificationAttribute, 0, null))
            .ReturnsAsync(_fixture.Now.AddMinutes(-20).ToString("O"));
        var arrived = (await _factory.PrepareAsync()).Single();

        Assert.Multiple(() =>
        {
            Assert.That(unknown.Text, Does.Contain("usually not call the shop").And.Not.Contain("do not arrive"));
            Assert.That(missing.Level, Is.EqualTo(SystemWarningLevel.Warning));
            Assert.That(missing.Text, Does.Contain("notifications do not arrive").And.Contain("Admin/Glase/Help#warnings"));
            Assert.That(arrived.Level, Is.EqualTo(SystemWarningLevel.Pass));
        });
    }

    [Test]
    public async Task Settings_that_cannot_work_are_named_for_stores_that_use_Glase()
    {
        _fixture.Settings.TerminalId = null;
        _store.Url = "http://localhost:5000/";
        var local = await _factory.PrepareAsync();
        _store.Url = "http://shop.example.com/";
        var insecure = await _factory.PrepareAsync();

        Assert.Multiple(() =>
        {
            Assert.That(local.Select(warning => warning.Level),
                Is.EqualTo(new[] { SystemWarningLevel.Warning, SystemWarningLevel.Recommendation }));
            Assert.That(local[0].Text, Does.Contain("hidden in the checkout").And.Contain("Admin/Glase/Configure"));
            Assert.That(local[1].Text, Does.Contain("localhost"));
            Assert.That(insecure[1].Text, Does.Contain("does not begin with https: http://shop.example.com/"));
        });
        _health.Verify(health => health.ForPayments(It.IsAny<GlaseConnection>()), Times.Never);
    }
}
