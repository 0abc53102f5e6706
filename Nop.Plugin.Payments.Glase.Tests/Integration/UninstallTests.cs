using System.Data.Common;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core;
using Nop.Core.Domain.Cms;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Stores;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Common;
using Nop.Services.Configuration;
using Nop.Services.Localization;
using Nop.Services.Messages;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.ScheduleTasks;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Uninstalling takes everything back, and loses no money.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
public class UninstallTests(DatabaseKind kind)
{
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync(kind: kind);
        _httpShopper = _fixture.NewShopper();
        await _httpShopper.PutIntoCartAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        if (_fixture is null)
            return;

        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task Open_invoices_are_cancelled_at_Glase_and_nothing_of_the_plugin_is_left()
    {
        var code = await _httpShopper.CheckOutAsync();

        await _fixture.UninstallAsync();

        Assert.That(_fixture.Glase.Invoice(code.Reference).Status, Is.EqualTo("CANCELED"));
        await _fixture.Shop.RunAsync(async services =>
        {
            var settings = services.GetRequiredService<ISettingService>();
            var all = await settings.GetAllSettingsAsync();
            Assert.That(all.Where(setting => setting.Name.Contains("glasesettings", StringComparison.OrdinalIgnoreCase)), Is.Empty);
            Assert.That((await settings.LoadSettingAsync<PaymentSettings>()).ActivePaymentMethodSystemNames,
                Does.Not.Contain(GlaseDefaults.SystemName));
            Assert.That((await settings.LoadSettingAsync<WidgetSettings>()).ActiveWidgetSystemNames,
                Does.Not.Contain(GlaseDefaults.SystemName));
            Assert.That(await services.GetRequiredService<IScheduleTaskService>()
                .GetTaskByTypeAsync(GlaseDefaults.RecoveryTaskType), Is.Null);
            var texts = await services.GetRequiredService<ILocalizationService>().GetAllResourceValuesAsync(1, null);
            Assert.That(texts.Keys.Where(key => key.Contains("payments.glase", StringComparison.Ordinal)), Is.Empty);
            Assert.That(await services.GetRequiredService<IMessageTemplateService>()
                .GetMessageTemplatesByNameAsync(GlaseDefaults.PaymentLinkTemplate), Is.Empty);
        });
        Assert.That(async () => await _fixture.AllAsync<GlasePayment>(), Throws.Exception, "its table is gone");
        Assert.That(await _fixture.Shop.RunAsync(services => Task.FromResult(services.GetRequiredService<InstallationState>().IsUninstalled)),
            Is.True, "what runs at intervals ends");
    }

    [Test]
    public async Task Where_it_fails_what_runs_at_intervals_goes_on()
    {
        var attributes = new Mock<IGenericAttributeService>();
        attributes.Setup(service => service.DeleteAttributesAsync<Store>(It.IsAny<string>())).ThrowsAsync(new TimeoutException());

        await _fixture.Shop.RunAsync(services =>
        {
            var monitor = ActivatorUtilities.CreateInstance<NotificationMonitor>(services, attributes.Object);
            var installer = ActivatorUtilities.CreateInstance<GlaseInstaller>(services, monitor);
            Assert.That(installer.UninstallAsync, Throws.InstanceOf<TimeoutException>());
            Assert.That(services.GetRequiredService<InstallationState>().IsUninstalled, Is.False);
            return Task.CompletedTask;
        });
    }

    [Test]
    public async Task It_can_be_installed_again_and_paid_with()
    {
        await _fixture.UninstallAsync();
        foreach (var entity in typeof(GlasePayment).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BaseEntity))))
            Assert.That(() => Count(entity.Name), Throws.InstanceOf<DbException>(), $"the table {entity.Name} is gone");

        await using var shop = await _fixture.StartNodeAsync();

        using var shopper = new HttpShopper(shop.BaseUri);
        await shopper.PutIntoCartAsync();
        var code = await shopper.GetCodeAsync();
        _fixture.Glase.Pay(code.Reference);
        await shopper.CompleteAsync(code);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That((await _fixture.AllAsync<GlasePayment>()).Single().Id, Is.EqualTo(1), "the tables are new");
    }

    [Test]
    public async Task Periods_and_what_reports_listed_go_and_so_does_their_task()
    {
        Assert.That(await _fixture.AllAsync<GlasePeriod>(), Is.Empty);
        Assert.That(await _fixture.AllAsync<GlaseReportedTransaction>(), Is.Empty);

        await _fixture.UninstallAsync();

        Assert.That(async () => await _fixture.AllAsync<GlasePeriod>(), Throws.Exception);
        Assert.That(async () => await _fixture.AllAsync<GlaseReportedTransaction>(), Throws.Exception);
        await _fixture.Shop.RunAsync(async services => Assert.That(await services.GetRequiredService<IScheduleTaskService>()
            .GetTaskByTypeAsync(GlaseDefaults.ClosePeriodsTaskType), Is.Null));
    }

    [Test]
    public async Task Invoices_that_Glase_does_not_cancel_are_named_in_the_log()
    {
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Start(code.Reference);

        await _fixture.UninstallAsync();

        var log = await _fixture.AllAsync<Log>();
        Assert.That(log.Select(entry => entry.ShortMessage), Has.Some.Contains("could not be cancelled at Glase").And.Contains(code.Reference));
    }

    [Test]
    public async Task A_payment_without_an_order_stops_it()
    {
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.GoAsync($"glase/{code.Token}");

        await AssertRefusedAsync($"neither paid an order nor been refunded: #1 ({code.Reference})");
    }

    [Test]
    public async Task A_payment_that_nobody_asked_about_yet_stops_it_too()
    {
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.NotificationMode = global::Glase.Simulator.Rules.NotificationMode.Off;
        _fixture.Glase.Pay(code.Reference);

        Assert.That(_fixture.UninstallAsync, Throws.TypeOf<NopException>().With.Message.Contains(code.Reference));
        Assert.That(await _fixture.AllAsync<GlasePayment>(), Has.Count.EqualTo(1), "nothing was removed");
    }

    [Test]
    public async Task One_that_is_refused_late_is_not_tried_again_before_an_admin_asks_for_it()
    {
        await _fixture.Shop.ChooseToUninstallAsync(GlaseDefaults.SystemName);
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.GoAsync($"glase/{code.Token}");

        await _fixture.Shop.ApplyPluginChangesAsync();

        Assert.That((await _fixture.AllAsync<Log>()).Select(entry => entry.FullMessage),
            Has.Some.Contains("Glase cannot be uninstalled yet"), "nopCommerce logs it");
        await _httpShopper.CompleteAsync(code);
        await _fixture.Shop.ApplyPluginChangesAsync();
        Assert.That(await _fixture.AllAsync<GlasePayment>(), Has.Count.EqualTo(1), "nobody asked for it again");

        await _fixture.Shop.ChooseToUninstallAsync(GlaseDefaults.SystemName);
        await _fixture.Shop.ApplyPluginChangesAsync();
        Assert.That(async () => await _fixture.AllAsync<GlasePayment>(), Throws.Exception, "now somebody did");
    }

    [Test]
    public async Task A_refund_that_nobody_decided_stops_it()
    {
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.CompleteAsync(code);
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<GlaseRefund>>().InsertAsync(new GlaseRefund
        {
            PaymentId = 1,
            Number = 1,
            Amount = 1m,
            Status = GlaseRefundStatus.Unknown,
            CreatedOnUtc = TimeProvider.System.GetUtcNow().UtcDateTime
        }));

        await AssertRefusedAsync("Refunds with an unknown outcome");
    }

    [Test]
    public async Task A_reservation_stops_it_until_it_is_captured()
    {
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Manual);
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.CompleteAsync(code);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        await AssertRefusedAsync("capture or void their orders");

        var order = await _fixture.OnlyOrderAsync();
        var errors = await _fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().CaptureAsync(order));
        Assert.That(errors, Is.Empty);
        await _fixture.UninstallAsync();
    }

    private int Count(string table)
    {
        var database = _fixture.Shop.Database;
        using var connection = database.Connect();
        return connection.Query<int>($"SELECT COUNT(*) FROM {database.Quote(table)}").Single();
    }

    private async Task AssertRefusedAsync(string reason)
    {
        Assert.That(() => _fixture.Shop.RunAsync(async services =>
            {
                var method = await services.GetRequiredService<IPaymentPluginManager>()
                    .LoadPluginBySystemNameAsync(GlaseDefaults.SystemName);
                await method.PreparePluginToUninstallAsync();
            }),
            Throws.TypeOf<NopException>().With.Message.Contains(reason));
        Assert.That(await _fixture.AllAsync<GlasePayment>(), Is.Not.Empty);
    }
}
