using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Cms;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Configuration;
using Nop.Services.Localization;
using Nop.Services.ScheduleTasks;
using NUnit.Framework;
using Sandbox.Data;
using Sandbox.Data.Entities;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A shop that has an earlier version gets what is new, and keeps what is its owner's.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
public class PluginUpdateTests(DatabaseKind kind)
{
    private const string Text = "plugins.payments.glase.fields.invoicetitle";
    private const string OldVersion = "0.9.0";
    private const string OtherText = "plugins.payments.glase.fields.invoicefooter";

    [Test]
    public async Task Settings_texts_and_tasks_that_are_missing_come_back_and_the_others_stay()
    {
        await using var old = await ShopFixture.StartAsync(kind: kind);
        await old.Shop.RunAsync(services =>
            services.GetRequiredService<IRepository<GlasePayment>>().InsertAsync(ArchivedPayments.Applied(1)));
        await MakeOldAsync(old);

        await using var updated = await old.StartNodeAsync();

        await updated.RunAsync(async services =>
        {
            var settings = await services.GetRequiredService<ISettingService>().LoadSettingAsync<GlaseSettings>();
            Assert.That(settings.SendInvoiceRows, Is.True, "a setting that is new has its default");
            Assert.That(settings.SubmitReceipt, Is.True);
            Assert.That(settings.PaymentWindowMinutes, Is.EqualTo(33), "a setting that was there is as it was");
            var texts = await services.GetRequiredService<ILocalizationService>().GetAllResourceValuesAsync(1, null);
            Assert.That(texts[Text].Value, Is.EqualTo("Invoice title"));
            Assert.That(texts[OtherText].Value, Is.EqualTo("My own words"));
            Assert.That(await services.GetRequiredService<IScheduleTaskService>()
                .GetTaskByTypeAsync(GlaseDefaults.RecoveryTaskType), Is.Not.Null);
            Assert.That(await services.GetRequiredService<IScheduleTaskService>()
                .GetTaskByTypeAsync(GlaseDefaults.ClosePeriodsTaskType), Is.Not.Null);
            var widgets = await services.GetRequiredService<ISettingService>().LoadSettingAsync<WidgetSettings>();
            Assert.That(widgets.ActiveWidgetSystemNames, Does.Contain(GlaseDefaults.SystemName));
            Assert.That(services.GetRequiredService<IRepository<InstalledPlugin>>().Table
                .Single(plugin => plugin.SystemName == GlaseDefaults.SystemName).Version, Is.Not.EqualTo(OldVersion));
        });
        Assert.That(await old.AllAsync<GlasePayment>(), Has.Count.EqualTo(1), "a payment that was there is as it was");
    }

    private static Task MakeOldAsync(ShopFixture shop)
    {
        return shop.Shop.RunAsync(async services =>
        {
            var settings = services.GetRequiredService<ISettingService>();
            await settings.SetSettingAsync("GlaseSettings.PaymentWindowMinutes", 33);
            await settings.DeleteSettingAsync(await settings.GetSettingAsync("GlaseSettings.SendInvoiceRows"));
            await settings.DeleteSettingAsync(await settings.GetSettingAsync("GlaseSettings.SubmitReceipt"));
            var widgets = await settings.LoadSettingAsync<WidgetSettings>();
            widgets.ActiveWidgetSystemNames.Remove(GlaseDefaults.SystemName);
            await settings.SaveSettingAsync(widgets);

            var texts = services.GetRequiredService<ILocalizationService>();
            await texts.DeleteLocaleResourceAsync(Text);
            await texts.AddOrUpdateLocaleResourceAsync(new Dictionary<string, string> { [OtherText] = "My own words" });
            var tasks = services.GetRequiredService<IScheduleTaskService>();
            await tasks.DeleteTaskAsync(await tasks.GetTaskByTypeAsync(GlaseDefaults.RecoveryTaskType));
            await tasks.DeleteTaskAsync(await tasks.GetTaskByTypeAsync(GlaseDefaults.ClosePeriodsTaskType));

            var plugins = services.GetRequiredService<IRepository<InstalledPlugin>>();
            var plugin = plugins.Table.Single(entry => entry.SystemName == GlaseDefaults.SystemName);
            plugin.Version = OldVersion;
            await plugins.UpdateAsync(plugin);
        });
    }
}
