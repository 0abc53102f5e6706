using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Nop.Core;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Controllers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Configuration;
using Nop.Services.Directory;
using Nop.Services.Localization;
using Nop.Services.Messages;
using Nop.Services.Security;
using Nop.Services.Stores;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Controllers;

public class GlaseAdminControllerTests
{
    private const int AllStores = 0;
    private const int SecondStore = 2;

    private readonly GlaseSettings _settings = new()
    {
        LiveServiceUrl = "https://live.example.com/soap",
        TerminalId = "terminal",
        TerminalPassword = "encrypted(old)",
        QrCodePlacement = QrCodePlacement.AfterOrder,
        PaymentWindowMinutes = 15,
        CancelUnpaidOrders = true,
        InvoiceTitle = "Title",
        AdditionalFee = 2.5m,
        AdditionalFeePercentage = true,
        ShopId = "shop",
        ShopPassword = "encrypted(old shop)",
        CaptureMode = CaptureMode.Manual,
        ReservationDays = 5,
        ClosePeriodDaily = true,
        ClosePeriodHour = 4
    };

    private readonly Dictionary<string, bool> _saved = [];
    private readonly Mock<IGlaseConnectionTester> _tester = new();
    private readonly Mock<INotificationService> _notifications = new();
    private readonly Mock<ISettingService> _settingService = new();
    private readonly Mock<IStoreContext> _storeContext = new();
    private readonly Mock<IStoreService> _storeService = new();
    private GlaseAdminController _controller;

    [SetUp]
    public void SetUp()
    {
        var localization = new Mock<ILocalizationService>();
        localization.Setup(service => service.GetResourceAsync(It.IsAny<string>())).ReturnsAsync((string name) => name);
        localization.Setup(service => service.GetLocalizedEnumAsync(It.IsAny<QrCodePlacement>(), It.IsAny<int?>()))
            .ReturnsAsync((QrCodePlacement placement, int? _) => placement.ToString());
        localization.Setup(service => service.GetLocalizedEnumAsync(It.IsAny<CaptureMode>(), It.IsAny<int?>()))
            .ReturnsAsync((CaptureMode mode, int? _) => mode.ToString());
        var encryption = new Mock<IEncryptionService>();
        encryption.Setup(service => service.EncryptText(It.IsAny<string>(), It.IsAny<string>()))
            .Returns((string text, string _) => $"encrypted({text})");
        encryption.Setup(service => service.DecryptText(It.IsAny<string>(), It.IsAny<string>()))
            .Returns((string text, string _) => text["encrypted(".Length..^1]);
        _settingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(It.IsAny<int>())).ReturnsAsync(_settings);
        _settingService.Setup(service => service.SaveSettingOverridablePerStoreAsync(It.IsAny<GlaseSettings>(),
                It.IsAny<Expression<Func<GlaseSettings, It.IsAnyType>>>(), It.IsAny<bool>(), It.IsAny<int>(), false))
            .Callback(new InvocationAction(call =>
                _saved[((MemberExpression)((LambdaExpression)call.Arguments[1]).Body).Member.Name] = (bool)call.Arguments[2]))
            .Returns(Task.CompletedTask);
        _storeContext.Setup(context => context.GetCurrentStoreAsync())
            .ReturnsAsync(new Store { Id = 1, Url = "https://shop.example.com/" });
        _storeService.Setup(service => service.GetAllStoresAsync()).ReturnsAsync([]);
        _storeService.Setup(service => service.GetStoreByIdAsync(SecondStore))
            .ReturnsAsync(new Store { Id = SecondStore, Url = "http://second.example.com/shop" });

        var connections = new GlaseConnectionProvider(encryption.Object, _settingService.Object, _storeService.Object,
            new ApiCallLog(Mock.Of<IServiceScopeFactory>(), SilentLog.Instance));
        var currencyService = Mock.Of<ICurrencyService>(service =>
            service.GetCurrencyByIdAsync(It.IsAny<int>()) == Task.FromResult(new Currency { CurrencyCode = "SEK" }));
        var testFactory = new ConnectionTestModelFactory(localization.Object, new PrimaryCurrency(currencyService, new CurrencySettings()));
        var factory = new ConfigurationModelFactory(connections, localization.Object, _settingService.Object, _storeContext.Object, _storeService.Object,
            new PaymentUrls(Mock.Of<IWebHelper>()));
        _controller = new GlaseAdminController(factory, new ConnectionTest(connections, _tester.Object), testFactory, encryption.Object, localization.Object, _notifications.Object,
            _settingService.Object, _storeContext.Object);
    }

    [TearDown]
    public void TearDown() => _controller.Dispose();

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
    public async Task An_empty_password_keeps_the_stored_one()
    {
        await _controller.Save(Typed());

        Assert.That(_settings.TerminalPassword, Is.EqualTo("encrypted(old)"));
        Assert.That(_settings.ShopPassword, Is.EqualTo("encrypted(old shop)"));
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

    [Test]
    public async Task A_test_takes_what_is_typed_and_saves_nothing()
    {
        GlaseConnection tested = null;
        _tester.Setup(tester => tester.TestPaymentsAsync(It.IsAny<GlaseConnection>()))
            .Callback<GlaseConnection>(connection => tested = connection).ReturnsAsync((GlaseApiException)null);

        var model = Shown(await _controller.TestConnection(Typed() with { TerminalId = "typed", ShopId = "shop", InvoiceTitle = "Typed" }));

        Assert.Multiple(() =>
        {
            Assert.That(tested.TerminalId, Is.EqualTo("typed"));
            Assert.That(tested.Password, Is.EqualTo("old"), "the stored one");
            Assert.That(tested.ShopPassword, Is.EqualTo("old shop"));
            Assert.That(_saved, Is.Empty);
            Assert.That(_settings.TerminalId, Is.EqualTo("terminal"));
            Assert.That(model.InvoiceTitle, Is.EqualTo("Typed"));
            Assert.That(model.ConnectionTest.Findings.Select(finding => finding.Outcome), Is.EqualTo(new[]
            {
                ConnectionTestModel.Outcome.Works, ConnectionTestModel.Outcome.Works, ConnectionTestModel.Outcome.Works,
                ConnectionTestModel.Outcome.NotKnown
            }));
        });
    }

    [Test]
    public async Task A_test_for_a_store_takes_from_all_stores_what_the_store_does_not_override()
    {
        GlaseConnection tested = null;
        _storeContext.Setup(context => context.GetActiveStoreScopeConfigurationAsync()).ReturnsAsync(SecondStore);
        _settingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(SecondStore)).ReturnsAsync(new GlaseSettings
        {
            TerminalId = "own", TerminalPassword = "encrypted(own password)"
        });
        _tester.Setup(tester => tester.TestPaymentsAsync(It.IsAny<GlaseConnection>()))
            .Callback<GlaseConnection>(connection => tested = connection).ReturnsAsync((GlaseApiException)null);

        await _controller.TestConnection(new ConfigurationModel
        {
            ActiveStoreScopeConfiguration = SecondStore,
            TerminalId = "typed",
            TerminalId_OverrideForStore = true
        });

        Assert.Multiple(() =>
        {
            Assert.That(tested.ServiceUrl, Is.EqualTo(new Uri("https://live.example.com/soap")));
            Assert.That(tested.TerminalId, Is.EqualTo("typed"));
            Assert.That(tested.Password, Is.EqualTo("old"));
        });
    }

    [TestCase(true, "https://live.example.com/soap")]
    [TestCase(false, "https://evil.example.com/soap")]
    [TestCase(false, "https://live.example.com/other")]
    public async Task A_stored_password_is_sent_to_no_address_but_the_one_it_was_stored_for(bool useTestServer, string address)
    {
        var model = Shown(await _controller.TestConnection(Typed() with { UseTestServer = useTestServer, LiveServiceUrl = address }));

        _tester.VerifyNoOtherCalls();
        Assert.Multiple(() =>
        {
            foreach (var field in new[] { "TerminalPassword", "ShopPassword" })
                Assert.That(_controller.ModelState[field].Errors.Single().ErrorMessage, Does.EndWith("TerminalPassword.OtherAddress"));
            Assert.That(model.ConnectionTest.Findings.Single().Text, Does.EndWith("CorrectFirst"));
        });
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
    public async Task A_password_that_is_typed_is_sent_to_another_address()
    {
        GlaseConnection tested = null;
        _tester.Setup(tester => tester.TestPaymentsAsync(It.IsAny<GlaseConnection>()))
            .Callback<GlaseConnection>(connection => tested = connection).ReturnsAsync((GlaseApiException)null);

        await _controller.TestConnection(Typed() with
        {
            LiveServiceUrl = "https://new.example.com/soap", TerminalPassword = "typed", RemoveShopPassword = true
        });

        Assert.That((tested.ServiceUrl.Host, tested.Password, tested.ShopPassword), Is.EqualTo(("new.example.com", "typed", (string)null)));
    }

    [Test]
    public async Task The_password_of_all_stores_is_not_sent_to_the_address_of_one()
    {
        _storeContext.Setup(context => context.GetActiveStoreScopeConfigurationAsync()).ReturnsAsync(SecondStore);

        await _controller.TestConnection(new ConfigurationModel
        {
            ActiveStoreScopeConfiguration = SecondStore,
            LiveServiceUrl = "https://second.example.com/soap",
            LiveServiceUrl_OverrideForStore = true
        });

        _tester.VerifyNoOtherCalls();
    }

    [Test]
    public async Task What_is_wrong_is_not_tested()
    {
        _controller.ModelState.AddModelError(nameof(ConfigurationModel.LiveServiceUrl), "not https");

        var model = Shown(await _controller.TestConnection(Typed()));

        Assert.That(model.ConnectionTest.Findings.Single().Text, Does.EndWith("CorrectFirst"));
        _tester.VerifyNoOtherCalls();
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
            Assert.That(_saved.Keys, Is.EquivalentTo(typeof(GlaseSettings).GetProperties().Select(property => property.Name)));
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
            AdditionalFee = 7m
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

    private static ConfigurationModel Typed() => new()
    {
        LiveServiceUrl = "https://live.example.com/soap",
        TerminalId = "terminal",
        PaymentWindowMinutes = 15
    };

    private static ConfigurationModel Shown(IActionResult result)
    {
        Assert.That(result, Is.InstanceOf<ViewResult>());
        return (ConfigurationModel)((ViewResult)result).Model;
    }
}
