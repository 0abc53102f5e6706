using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Moq;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Controllers;

/// <summary>
/// What the settings page saves, and what it refuses to save.
/// </summary>
public class SettingsSaveTests : GlaseAdminControllerTestBase
{
    [Test]
    public async Task An_empty_password_keeps_the_stored_one()
    {
        await _controller.Save(Typed());

        Assert.That(_settings.TerminalPassword, Is.EqualTo("encrypted(old)"));
        Assert.That(_settings.ShopPassword, Is.EqualTo("encrypted(old shop)"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_empty_terminal_id_is_an_error_unless_each_store_has_its_own(bool hasOwn)
    {
        _storeService.Setup(service => service.GetAllStoresAsync()).ReturnsAsync([new Store { Id = SecondStore }]);
        _settingService.Setup(service => service.SettingExistsAsync(_settings, It.Is<Expression<Func<GlaseSettings, string>>>(
            setting => ((MemberExpression)setting.Body).Member.Name == nameof(GlaseSettings.TerminalId)), SecondStore)).ReturnsAsync(hasOwn);

        var result = await _controller.Save(Typed() with { TerminalId = null });

        Assert.That(result is RedirectToRouteResult, Is.EqualTo(hasOwn));
        Assert.That(_saved, hasOwn ? Is.Not.Empty : Is.Empty);
        Assert.That(_controller.ModelState.ContainsKey("TerminalId"), Is.Not.EqualTo(hasOwn));
    }

    [Test]
    public async Task The_shop_password_can_be_removed()
    {
        await _controller.Save(Typed() with { RemoveShopPassword = true });

        Assert.That(_settings.ShopPassword, Is.Null);
    }

    [Test]
    public async Task A_new_shop_password_is_not_removed()
    {
        await _controller.Save(Typed() with { RemoveShopPassword = true, ShopPassword = "new" });

        Assert.That(_settings.ShopPassword, Is.EqualTo("encrypted(new)"));
    }

    [TestCase(true, "https://live.example.com/soap")]
    [TestCase(false, "https://evil.example.com/soap")]
    public async Task Another_address_is_not_saved_without_its_passwords(bool useTestServer, string address)
    {
        var typed = Typed() with { UseTestServer = useTestServer, LiveServiceUrl = address };

        Shown(await _controller.Save(typed));

        Assert.Multiple(() =>
        {
            Assert.That(_saved, Is.Empty);
            foreach (var field in new[] { "TerminalPassword", "ShopPassword" })
                Assert.That(_controller.ModelState[field].Errors.Single().ErrorMessage, Does.EndWith("TerminalPassword.OtherAddress"));
        });
    }

    [Test]
    public async Task Another_address_is_saved_with_passwords_that_are_typed_even_the_same_ones()
    {
        var result = await _controller.Save(Typed() with
        {
            LiveServiceUrl = "https://new.example.com/soap", TerminalPassword = "old", RemoveShopPassword = true
        });

        Assert.That(result, Is.InstanceOf<RedirectToRouteResult>());
        Assert.That((_settings.LiveServiceUrl, _settings.TerminalPassword, _settings.ShopPassword),
            Is.EqualTo(("https://new.example.com/soap", "encrypted(old)", (string)null)));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public async Task The_address_of_all_stores_is_not_saved_for_a_stores_own_password(bool hasOwnPassword, bool isSaved)
    {
        _storeService.Setup(service => service.GetAllStoresAsync()).ReturnsAsync([new Store { Id = SecondStore, Name = "Second" }]);
        _settingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(SecondStore)).ReturnsAsync(new GlaseSettings
        {
            LiveServiceUrl = "https://live.example.com/soap", TerminalPassword = "encrypted(of the second)"
        });
        _settingService.Setup(service => service.SettingExistsAsync(It.IsAny<GlaseSettings>(),
            It.Is<Expression<Func<GlaseSettings, string>>>(setting => ((MemberExpression)setting.Body).Member.Name == "TerminalPassword"),
            SecondStore)).ReturnsAsync(hasOwnPassword);

        await _controller.Save(Typed() with
        {
            LiveServiceUrl = "https://new.example.com/soap", TerminalPassword = "typed", ShopPassword = "typed"
        });

        Assert.That(_saved.Count > 0, Is.EqualTo(isSaved));
        Assert.That(_controller.ModelState.IsValid, Is.EqualTo(isSaved));
    }

    [Test]
    public async Task A_new_password_is_stored_encrypted()
    {
        await _controller.Save(Typed() with { TerminalPassword = "new" });

        Assert.That(_settings.TerminalPassword, Is.EqualTo("encrypted(new)"));
    }

    [Test]
    public async Task Every_setting_is_saved_with_its_box_and_the_cache_is_cleared_once()
    {
        _storeContext.Setup(context => context.GetActiveStoreScopeConfigurationAsync()).ReturnsAsync(SecondStore);
        var typed = Typed() with { InvoiceTitle_OverrideForStore = true, QrCodePlacementId_OverrideForStore = true };

        var result = await _controller.Save(typed);

        Assert.Multiple(() =>
        {
            Assert.That(_saved.Keys, Is.EquivalentTo(typeof(GlaseSettings).GetProperties().Select(property => property.Name)
                .Except([nameof(GlaseSettings.PaymentLinkKey)])), "the key of payment links is no admin's business");
            Assert.That(_saved.Where(setting => setting.Value).Select(setting => setting.Key),
                Is.EquivalentTo(new[] { nameof(GlaseSettings.InvoiceTitle), nameof(GlaseSettings.QrCodePlacement) }));
            Assert.That(result, Is.InstanceOf<RedirectToRouteResult>());
        });
        _settingService.Verify(service => service.ClearCacheAsync(), Times.Once);
        _notifications.Verify(service => service.SuccessNotification("Admin.Plugins.Saved", true, 0), Times.Once);
    }

    [Test]
    public async Task What_was_typed_arrives_in_the_settings()
    {
        await _controller.Save(new ConfigurationModel
        {
            UseTestServer = true,
            LiveServiceUrl = "https://other.example.com/",
            TerminalId = "other",
            TerminalPassword = "P",
            ShopId = "S",
            ShopPassword = "SP",
            ShopUserId = "U",
            CaptureModeId = (int)CaptureMode.Immediate,
            ReservationDays = 9,
            ClosePeriodDaily = true,
            ClosePeriodHour = 7,
            LogRequests = true,
            QrCodePlacementId = (int)QrCodePlacement.PaymentStep,
            PaymentWindowMinutes = 30,
            SendInvoiceRows = true,
            SubmitReceipt = true,
            InvoiceTitle = "T",
            InvoiceFooter = "F",
            CashierId = "C",
            AdditionalFee = 7m,
            AboutUrl = "https://about.example.com/",
            AppUrl = "https://app.example.com/"
        });

        Assert.Multiple(() =>
        {
            Assert.That(_settings.UseTestServer, Is.True);
            Assert.That(_settings.LiveServiceUrl, Is.EqualTo("https://other.example.com/"));
            Assert.That(_settings.TerminalId, Is.EqualTo("other"));
            Assert.That(_settings.QrCodePlacement, Is.EqualTo(QrCodePlacement.PaymentStep));
            Assert.That(_settings.PaymentWindowMinutes, Is.EqualTo(30));
            Assert.That(_settings.ShopId, Is.EqualTo("S"));
            Assert.That(_settings.ShopUserId, Is.EqualTo("U"));
            Assert.That(_settings.CaptureMode, Is.EqualTo(CaptureMode.Immediate));
            Assert.That(_settings.ReservationDays, Is.EqualTo(9));
            Assert.That((_settings.ClosePeriodDaily, _settings.ClosePeriodHour), Is.EqualTo((true, 7)));
            Assert.That(_settings.LogRequests, Is.True);
            Assert.That(_settings.CancelUnpaidOrders, Is.False);
            Assert.That(_settings.SendInvoiceRows, Is.True);
            Assert.That(_settings.SubmitReceipt, Is.True);
            Assert.That(_settings.InvoiceTitle, Is.EqualTo("T"));
            Assert.That(_settings.InvoiceFooter, Is.EqualTo("F"));
            Assert.That(_settings.CashierId, Is.EqualTo("C"));
            Assert.That(_settings.AdditionalFee, Is.EqualTo(7m));
            Assert.That(_settings.AdditionalFeePercentage, Is.False);
            Assert.That(_settings.AboutUrl, Is.EqualTo("https://about.example.com/"));
            Assert.That(_settings.AppUrl, Is.EqualTo("https://app.example.com/"));
        });
    }

    [Test]
    public async Task Wrong_input_saves_nothing_and_comes_back_but_for_the_password()
    {
        var typed = Typed() with { LiveServiceUrl = "http://wrong.example.com", InvoiceTitle = "New title", TerminalPassword = "new" };
        _controller.ModelState.SetModelValue(nameof(typed.TerminalPassword), "new", "new");
        _controller.ModelState.AddModelError(nameof(typed.LiveServiceUrl), "wrong");

        var model = Shown(await _controller.Save(typed));

        Assert.Multiple(() =>
        {
            Assert.That(_saved, Is.Empty);
            Assert.That(model.LiveServiceUrl, Is.EqualTo("http://wrong.example.com"));
            Assert.That(model.InvoiceTitle, Is.EqualTo("New title"));
            Assert.That(model.TerminalPassword, Is.Null);
            var password = _controller.ModelState[nameof(typed.TerminalPassword)];
            Assert.That(password.AttemptedValue, Is.Null);
            Assert.That(password.RawValue, Is.Null);
            Assert.That(password.Errors, Has.Count.EqualTo(1), "the owner is told to type it once more");
        });
    }

    [Test]
    public async Task Wrong_input_for_a_store_leaves_what_it_takes_from_all_stores()
    {
        _storeContext.Setup(context => context.GetActiveStoreScopeConfigurationAsync()).ReturnsAsync(SecondStore);
        _controller.ModelState.AddModelError(nameof(ConfigurationModel.PaymentWindowMinutes), "wrong");

        var model = Shown(await _controller.Save(new ConfigurationModel
        {
            ActiveStoreScopeConfiguration = SecondStore,
            InvoiceFooter = "New footer",
            InvoiceFooter_OverrideForStore = true
        }));

        Assert.Multiple(() =>
        {
            Assert.That(model.InvoiceFooter, Is.EqualTo("New footer"));
            Assert.That(model.InvoiceTitle, Is.EqualTo("Title"));
            Assert.That(model.TerminalId, Is.EqualTo("terminal"));
        });
    }
}
