using Microsoft.AspNetCore.Http;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
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
using Nop.Services.Logging;
using Nop.Services.Messages;
using Nop.Services.Security;
using Nop.Services.Stores;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Controllers;

/// <summary>
/// The settings page over settings in memory.
/// </summary>
public abstract class GlaseAdminControllerTestBase
{
    private protected const int SecondStore = 2;

    private protected readonly GlaseSettings _settings = new()
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

    private protected readonly Dictionary<string, bool> _saved = [];
    private protected readonly Mock<IGlaseConnectionTester> _tester = new();
    private protected readonly Mock<INotificationService> _notifications = new();
    private protected readonly Mock<ISettingService> _settingService = new();
    private protected readonly Mock<IStoreContext> _storeContext = new();
    private protected readonly Mock<IStoreService> _storeService = new();
    private protected GlaseAdminController _controller;

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
        var primaryCurrency = new PrimaryCurrency(currencyService, new CurrencySettings());
        var testFactory = new ConnectionTestModelFactory(localization.Object, primaryCurrency);
        var factory = new ConfigurationModelFactory(connections, localization.Object, _settingService.Object, _storeContext.Object, _storeService.Object,
            new PaymentUrls(Mock.Of<IHttpContextAccessor>(), Mock.Of<IWebHelper>()), primaryCurrency);
        _controller = new GlaseAdminController(factory, new ConnectionTest(connections, _tester.Object), testFactory,
            new SettingsSecrets(encryption.Object, _settingService.Object, Mock.Of<ILogger>()), localization.Object, _notifications.Object,
            _settingService.Object, _storeContext.Object);
    }

    [TearDown]
    public void TearDown() => _controller.Dispose();

    private protected static ConfigurationModel Typed() => new()
    {
        LiveServiceUrl = "https://live.example.com/soap",
        TerminalId = "terminal",
        PaymentWindowMinutes = 15
    };

    private protected static ConfigurationModel Shown(IActionResult result)
    {
        Assert.That(result, Is.InstanceOf<ViewResult>());
        return (ConfigurationModel)((ViewResult)result).Model;
    }
}
