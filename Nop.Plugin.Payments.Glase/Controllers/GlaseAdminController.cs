using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Configuration;
using Nop.Services.Localization;
using Nop.Services.Messages;
using Nop.Services.Security;
using Nop.Web.Framework.Controllers;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// The plugin's settings in the admin.
/// </summary>
public class GlaseAdminController(ConfigurationModelFactory modelFactory, ConnectionTest connectionTest,
    ConnectionTestModelFactory testFactory, SettingsSecrets secrets, ILocalizationService localizationService,
    INotificationService notificationService, ISettingService settingService, IStoreContext storeContext) : BaseGlaseAdminController
{
    /// <summary>
    /// Shows the settings of the store that the admin chose, or of all stores.
    /// </summary>
    [CheckPermission(StandardPermission.Configuration.MANAGE_PAYMENT_METHODS)]
    public async Task<IActionResult> Configure()
    {
        return PluginView("Configure", await modelFactory.PrepareAsync());
    }

    /// <summary>
    /// Saves the settings; with something wrong in them, none, and says what. A stored password is kept only for the address that it
    /// was stored for: with another address, it has to be typed again.
    /// </summary>
    [HttpPost]
    [ActionName(nameof(Configure))]
    [FormValueRequired("save")]
    [CheckPermission(StandardPermission.Configuration.MANAGE_PAYMENT_METHODS)]
    public async Task<IActionResult> Save(ConfigurationModel model)
    {
        var storeId = await storeContext.GetActiveStoreScopeConfigurationAsync();
        await CheckTerminalAsync(model, storeId);
        if (ModelState.IsValid)
        {
            await TypedConnectionAsync(model, storeId);
            await CheckStoresAsync(model, storeId);
        }

        if (!ModelState.IsValid)
            return await ShowAgainAsync(model);

        var settings = await settingService.LoadSettingAsync<GlaseSettings>(storeId);
        Apply(model, settings);
        await SaveAsync(model, settings, storeId);
        await secrets.RenewPaymentLinkKeyAsync();

        notificationService.SuccessNotification(await localizationService.GetResourceAsync("Admin.Plugins.Saved"));
        return RedirectToRoute(GlaseDefaults.Routes.Configure);
    }

    /// <summary>
    /// Tests the connection with what is typed in, and with the stored passwords where none is typed; saves nothing. A stored
    /// password is sent only to the address that it was stored for.
    /// </summary>
    [HttpPost]
    [ActionName(nameof(Configure))]
    [FormValueRequired("testconnection")]
    [CheckPermission(StandardPermission.Configuration.MANAGE_PAYMENT_METHODS)]
    public async Task<IActionResult> TestConnection(ConfigurationModel model)
    {
        var storeId = await storeContext.GetActiveStoreScopeConfigurationAsync();
        var typed = ModelState.IsValid ? await TypedConnectionAsync(model, storeId) : null;
        var test = ModelState.IsValid
            ? await testFactory.PrepareAsync(await connectionTest.RunAsync(storeId, typed))
            : await testFactory.PrepareNotTestedAsync();
        return await ShowAgainAsync(model, test);
    }

    // What was typed stays in the fields, but for passwords, which no page carries.
    private async Task<IActionResult> ShowAgainAsync(ConfigurationModel model, ConnectionTestModel test = null)
    {
        await AskAgainAsync(nameof(model.TerminalPassword), model.TerminalPassword);
        await AskAgainAsync(nameof(model.ShopPassword), model.ShopPassword);

        var shown = await modelFactory.PrepareAgainAsync(model);
        shown.ConnectionTest = test;
        return PluginView("Configure", shown);
    }

    private async Task AskAgainAsync(string field, string typedPassword)
    {
        ModelState.SetModelValue(field, rawValue: null, attemptedValue: null);
        if (!string.IsNullOrEmpty(typedPassword))
            ModelState.AddModelError(field,
                await localizationService.GetResourceAsync("Plugins.Payments.Glase.Fields.TerminalPassword.Again"));
    }

    // The settings that saving would lead to, as far as the connection hangs on them.
    private async Task<GlaseSettings> TypedConnectionAsync(ConfigurationModel model, int storeId)
    {
        var shared = await settingService.LoadSettingAsync<GlaseSettings>();
        var own = await settingService.LoadSettingAsync<GlaseSettings>(storeId);

        T Choose<T>(bool overrideForStore, T typed, T sharedValue) => model.Applies(overrideForStore) ? typed : sharedValue;

        var typed = new GlaseSettings
        {
            UseTestServer = Choose(model.UseTestServer_OverrideForStore, model.UseTestServer, shared.UseTestServer),
            LiveServiceUrl = Choose(model.LiveServiceUrl_OverrideForStore, model.LiveServiceUrl, shared.LiveServiceUrl),
            TerminalId = Choose(model.TerminalId_OverrideForStore, model.TerminalId, shared.TerminalId),
            TerminalPassword = Choose(model.TerminalPassword_OverrideForStore,
                secrets.Encrypt(model.TerminalPassword) ?? own.TerminalPassword, shared.TerminalPassword),
            ShopId = Choose(model.ShopId_OverrideForStore, model.ShopId, shared.ShopId),
            ShopUserId = Choose(model.ShopUserId_OverrideForStore, model.ShopUserId, shared.ShopUserId),
            ShopPassword = Choose(model.ShopPassword_OverrideForStore, ShopPassword(model, own), shared.ShopPassword)
        };
        // What is typed is meant for the address beside it, even if it is what is stored for another one.
        if (!model.Applies(model.TerminalPassword_OverrideForStore) || string.IsNullOrEmpty(model.TerminalPassword))
            await CheckAddressAsync(nameof(model.TerminalPassword), all => all.TerminalPassword, typed, shared, own);
        if (!model.Applies(model.ShopPassword_OverrideForStore) || string.IsNullOrEmpty(model.ShopPassword))
            await CheckAddressAsync(nameof(model.ShopPassword), all => all.ShopPassword, typed, shared, own);
        return typed;
    }

    // Without one, shoppers do not see Glase: "saved" would say that all is well.
    private async Task CheckTerminalAsync(ConfigurationModel model, int storeId)
    {
        if (!string.IsNullOrWhiteSpace(model.TerminalId) || !model.Applies(model.TerminalId_OverrideForStore)
            || ModelState[nameof(model.TerminalId)] is { Errors.Count: > 0 } || storeId == 0 && await modelFactory.HaveStoresOwnTerminalsAsync())
            return;

        ModelState.AddModelError(nameof(model.TerminalId),
            await localizationService.GetResourceAsync("Plugins.Payments.Glase.Fields.TerminalId.Required"));
    }

    // The address of all stores is also that of a store which has a password of its own and no address.
    private async Task CheckStoresAsync(ConfigurationModel model, int storeId)
    {
        if (storeId != 0 || await modelFactory.FindStoresWithOwnPasswordsAsync(model) is not { Count: > 0 } stores)
            return;

        var text = await localizationService.GetResourceAsync("Plugins.Payments.Glase.Fields.LiveServiceUrl.StorePasswords");
        ModelState.AddModelError(nameof(model.LiveServiceUrl), string.Format(CultureInfo.CurrentCulture, text, string.Join(", ", stores)));
    }

    private async Task CheckAddressAsync(string field, Func<GlaseSettings, string> password, GlaseSettings typed, params GlaseSettings[] stored)
    {
        var sources = stored.Where(settings => !string.IsNullOrEmpty(password(typed)) && password(settings) == password(typed)).ToList();
        if (sources.Count > 0 && sources.All(settings => GlaseConnectionProvider.GetServiceUrl(settings) != GlaseConnectionProvider.GetServiceUrl(typed)))
            ModelState.AddModelError(field,
                await localizationService.GetResourceAsync("Plugins.Payments.Glase.Fields.TerminalPassword.OtherAddress"));
    }

    private void Apply(ConfigurationModel model, GlaseSettings settings)
    {
        settings.UseTestServer = model.UseTestServer;
        settings.LiveServiceUrl = model.LiveServiceUrl;
        settings.TerminalId = model.TerminalId;
        settings.TerminalPassword = secrets.Encrypt(model.TerminalPassword) ?? settings.TerminalPassword;
        settings.ShopId = model.ShopId;
        settings.ShopUserId = model.ShopUserId;
        settings.ShopPassword = ShopPassword(model, settings);
        settings.ClosePeriodDaily = model.ClosePeriodDaily;
        settings.ClosePeriodHour = model.ClosePeriodHour;
        settings.CaptureMode = (CaptureMode)model.CaptureModeId;
        settings.ReservationDays = model.ReservationDays;
        settings.LogRequests = model.LogRequests;
        settings.QrCodePlacement = (QrCodePlacement)model.QrCodePlacementId;
        settings.PaymentWindowMinutes = model.PaymentWindowMinutes;
        settings.CancelUnpaidOrders = model.CancelUnpaidOrders;
        settings.SendInvoiceRows = model.SendInvoiceRows;
        settings.SubmitReceipt = model.SubmitReceipt;
        settings.InvoiceTitle = model.InvoiceTitle;
        settings.InvoiceFooter = model.InvoiceFooter;
        settings.CashierId = model.CashierId;
        settings.AdditionalFee = model.AdditionalFee;
        settings.AdditionalFeePercentage = model.AdditionalFeePercentage;
        settings.AboutUrl = model.AboutUrl;
        settings.AppUrl = model.AppUrl;
    }

    private string ShopPassword(ConfigurationModel model, GlaseSettings stored)
    {
        return secrets.Encrypt(model.ShopPassword) ?? (model.RemoveShopPassword ? null : stored.ShopPassword);
    }

    private async Task SaveAsync(ConfigurationModel model, GlaseSettings settings, int storeId)
    {
        Task Save<T>(Expression<Func<GlaseSettings, T>> setting, bool overrideForStore) =>
            settingService.SaveSettingOverridablePerStoreAsync(settings, setting, overrideForStore, storeId, clearCache: false);

        await Save(all => all.UseTestServer, model.UseTestServer_OverrideForStore);
        await Save(all => all.LiveServiceUrl, model.LiveServiceUrl_OverrideForStore);
        await Save(all => all.TerminalId, model.TerminalId_OverrideForStore);
        await Save(all => all.TerminalPassword, model.TerminalPassword_OverrideForStore);
        await Save(all => all.ShopId, model.ShopId_OverrideForStore);
        await Save(all => all.ShopUserId, model.ShopUserId_OverrideForStore);
        await Save(all => all.ShopPassword, model.ShopPassword_OverrideForStore);
        await Save(all => all.ClosePeriodDaily, model.ClosePeriodDaily_OverrideForStore);
        await Save(all => all.ClosePeriodHour, model.ClosePeriodHour_OverrideForStore);
        await Save(all => all.CaptureMode, model.CaptureModeId_OverrideForStore);
        await Save(all => all.ReservationDays, model.ReservationDays_OverrideForStore);
        await Save(all => all.LogRequests, model.LogRequests_OverrideForStore);
        await Save(all => all.QrCodePlacement, model.QrCodePlacementId_OverrideForStore);
        await Save(all => all.PaymentWindowMinutes, model.PaymentWindowMinutes_OverrideForStore);
        await Save(all => all.CancelUnpaidOrders, model.CancelUnpaidOrders_OverrideForStore);
        await Save(all => all.SendInvoiceRows, model.SendInvoiceRows_OverrideForStore);
        await Save(all => all.SubmitReceipt, model.SubmitReceipt_OverrideForStore);
        await Save(all => all.InvoiceTitle, model.InvoiceTitle_OverrideForStore);
        await Save(all => all.InvoiceFooter, model.InvoiceFooter_OverrideForStore);
        await Save(all => all.CashierId, model.CashierId_OverrideForStore);
        await Save(all => all.AdditionalFee, model.AdditionalFee_OverrideForStore);
        await Save(all => all.AdditionalFeePercentage, model.AdditionalFeePercentage_OverrideForStore);
        await Save(all => all.AboutUrl, model.AboutUrl_OverrideForStore);
        await Save(all => all.AppUrl, model.AppUrl_OverrideForStore);
        await settingService.ClearCacheAsync();
    }
}
