using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Moq;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Controllers;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Controllers;

/// <summary>
/// What the settings page shows, and to whom.
/// </summary>
public class GlaseAdminControllerTests : GlaseAdminControllerTestBase
{
    private const int AllStores = 0;

    [Test]
    public async Task The_page_shows_the_settings()
    {
        var model = Shown(await _controller.Configure());

        Assert.Multiple(() =>
        {
            Assert.That(model.LiveServiceUrl, Is.EqualTo("https://live.example.com/soap"));
            Assert.That(model.TerminalId, Is.EqualTo("terminal"));
            Assert.That(model.QrCodePlacementId, Is.EqualTo((int)QrCodePlacement.AfterOrder));
            Assert.That(model.PaymentWindowMinutes, Is.EqualTo(15));
            Assert.That(model.AdditionalFee, Is.EqualTo(2.5m));
            Assert.That(model.QrCodePlacements.Select(item => item.Text), Is.EqualTo(new[] { "PaymentStep", "AfterOrder" }));
            Assert.That(model.ShopId, Is.EqualTo("shop"));
            Assert.That(model.CaptureModeId, Is.EqualTo((int)CaptureMode.Manual));
            Assert.That(model.CaptureModes.Select(item => item.Text), Is.EqualTo(new[] { "Immediate", "Manual" }));
            Assert.That(model.ReservationDays, Is.EqualTo(5));
            Assert.That((model.ClosePeriodDaily, model.ClosePeriodHour), Is.EqualTo((true, 4)));
            Assert.That(model.IsComplete, Is.True);
        });
    }

    [Test]
    public async Task The_password_never_goes_to_the_page()
    {
        var model = Shown(await _controller.Configure());

        Assert.Multiple(() =>
        {
            Assert.That(model.HasTerminalPassword, Is.True);
            Assert.That(model.HasShopPassword, Is.True);
            Assert.That(model.ToString(), Does.Not.Contain("old").And.Not.Contain("encrypted"));
        });
    }

    [Test]
    public async Task The_boxes_say_what_is_the_stores_own()
    {
        _storeContext.Setup(context => context.GetActiveStoreScopeConfigurationAsync()).ReturnsAsync(SecondStore);
        _settingService.Setup(service => service.SettingExistsAsync(_settings,
            It.IsAny<Expression<Func<GlaseSettings, string>>>(), SecondStore)).ReturnsAsync(true);

        var model = Shown(await _controller.Configure());

        Assert.Multiple(() =>
        {
            Assert.That(model.InvoiceTitle_OverrideForStore, Is.True);
            Assert.That(model.TerminalPassword_OverrideForStore, Is.True);
            Assert.That(model.UseTestServer_OverrideForStore, Is.False);
        });
    }

    [Test]
    public async Task The_addresses_are_those_of_the_chosen_store()
    {
        _storeContext.Setup(context => context.GetActiveStoreScopeConfigurationAsync()).ReturnsAsync(SecondStore);

        var model = Shown(await _controller.Configure());

        Assert.Multiple(() =>
        {
            Assert.That(model.NotificationUrl, Is.EqualTo("http://second.example.com/shop/glase/TOKEN/notification"));
            Assert.That(model.ReturnUrl, Is.EqualTo("http://second.example.com/shop/glase/TOKEN/return"));
            Assert.That(model.IsInsecure, Is.True);
            Assert.That(model.LocalHost, Is.Null);
        });
    }

    [Test]
    public async Task A_store_that_Glase_cannot_reach_is_pointed_out()
    {
        _storeContext.Setup(context => context.GetActiveStoreScopeConfigurationAsync()).ReturnsAsync(AllStores);
        _storeContext.Setup(context => context.GetCurrentStoreAsync()).ReturnsAsync(new Store { Url = "http://localhost:5000/" });

        var model = Shown(await _controller.Configure());

        Assert.Multiple(() =>
        {
            Assert.That(model.LocalHost, Is.EqualTo("localhost"));
            Assert.That(model.IsInsecure, Is.False, "one warning says it");
        });
    }
}
