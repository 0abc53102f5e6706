using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Configuration;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Security;
using Nop.Core.Domain.Tax;
using Nop.Core.Events;
using Nop.Services.Common;
using Nop.Services.Configuration;
using Nop.Services.Messages;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;
using Sandbox.Admin.Models;

namespace Sandbox.Admin.Controllers;

public class SettingController : AdminController
{
    private const int KeyLength = 16;

    private readonly ISettingService _settings;

    public SettingController(ISettingService settings)
    {
        _settings = settings;
    }

    [HttpGet]
    [CheckPermission(StandardPermission.Configuration.MANAGE_SETTINGS)]
    public async Task<IActionResult> Shop()
    {
        var orders = await _settings.LoadSettingAsync<OrderSettings>();
        var payments = await _settings.LoadSettingAsync<PaymentSettings>();
        var tax = await _settings.LoadSettingAsync<TaxSettings>();
        return View(new ShopSettingsModel
        {
            OnePageCheckout = orders.OnePageCheckoutEnabled,
            TermsOfServiceOnConfirmPage = orders.TermsOfServiceOnOrderConfirmPage,
            AnonymousCheckout = orders.AnonymousCheckoutAllowed,
            SkipPaymentInfo = payments.SkipPaymentInfoStepForRedirectionPaymentMethods,
            PricesShownWithTax = tax.TaxDisplayType == TaxDisplayType.IncludingTax,
            PricesIncludeTax = tax.PricesIncludeTax
        });
    }

    [HttpPost]
    [CheckPermission(StandardPermission.Configuration.MANAGE_SETTINGS)]
    public async Task<IActionResult> Shop(ShopSettingsModel model)
    {
        await ChangeAsync<OrderSettings>(orders =>
        {
            orders.OnePageCheckoutEnabled = model.OnePageCheckout;
            orders.TermsOfServiceOnOrderConfirmPage = model.TermsOfServiceOnConfirmPage;
            orders.AnonymousCheckoutAllowed = model.AnonymousCheckout;
        });
        await ChangeAsync<PaymentSettings>(
            payments => payments.SkipPaymentInfoStepForRedirectionPaymentMethods = model.SkipPaymentInfo);
        await ChangeAsync<TaxSettings>(tax =>
        {
            tax.TaxDisplayType = model.PricesShownWithTax ? TaxDisplayType.IncludingTax : TaxDisplayType.ExcludingTax;
            tax.PricesIncludeTax = model.PricesIncludeTax;
        });
        Service<INotificationService>().SuccessNotification("Saved.");
        return RedirectToAction(nameof(Shop));
    }

    /// <summary>Encrypts nothing anew but tells everybody, as nopCommerce does for what it does not know.</summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Configuration.MANAGE_SETTINGS)]
    public async Task<IActionResult> ChangeEncryptionKey(string key)
    {
        var security = await _settings.LoadSettingAsync<SecuritySettings>();
        var old = security.EncryptionKey;
        if (key?.Length != KeyLength || key == old)
        {
            Service<INotificationService>().ErrorNotification("Enter another key, of 16 characters.");
            return RedirectToAction(nameof(Shop));
        }

        security.EncryptionKey = key;
        await _settings.SaveSettingAsync(security);
        await Service<IEventPublisher>().PublishAsync(new SecuritySettingsChangedEvent(security, old));
        Service<INotificationService>().SuccessNotification("The key is changed.");
        return RedirectToAction(nameof(Shop));
    }

    /// <summary>Whose settings the plugins' pages show from now on: a store's, or with 0 everybody's.</summary>
    [HttpGet]
    public async Task<IActionResult> ChangeStoreScopeConfiguration(int storeid, string returnUrl)
    {
        await Service<IGenericAttributeService>().SaveAttributeAsync(
            await Service<IWorkContext>().GetCurrentCustomerAsync(),
            NopCustomerDefaults.AdminAreaStoreScopeConfigurationAttribute, storeid);
        return Url.IsLocalUrl(returnUrl) ? Redirect(returnUrl) : RedirectToAction(nameof(Shop));
    }

    private async Task ChangeAsync<TSettings>(Action<TSettings> change) where TSettings : ISettings, new()
    {
        var settings = await _settings.LoadSettingAsync<TSettings>();
        change(settings);
        await _settings.SaveSettingAsync(settings);
    }
}
