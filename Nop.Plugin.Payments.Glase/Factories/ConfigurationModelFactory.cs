using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Configuration;
using Nop.Services.Localization;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the plugin's settings for the admin's page.
/// </summary>
public class ConfigurationModelFactory(GlaseConnectionProvider connections, ILocalizationService localizationService,
    ISettingService settingService, IStoreContext storeContext, IStoreService storeService, PaymentUrls urls,
    PrimaryCurrency primaryCurrency)
{
    private const string AnyToken = "TOKEN";

    /// <summary>
    /// Prepares the settings of the store that the admin chose, or of all stores.
    /// </summary>
    public async Task<ConfigurationModel> PrepareAsync()
    {
        var storeId = await storeContext.GetActiveStoreScopeConfigurationAsync();
        var settings = await connections.GetSettingsAsync(storeId);
        var model = new ConfigurationModel
        {
            ActiveStoreScopeConfiguration = storeId,
            IsComplete = GlaseConnectionProvider.IsComplete(settings),
            UseTestServer = settings.UseTestServer,
            LiveServiceUrl = settings.LiveServiceUrl,
            TerminalId = settings.TerminalId,
            HasTerminalPassword = !string.IsNullOrEmpty(settings.TerminalPassword),
            IsTerminalPasswordUnreadable = !connections.CanDecrypt(settings.TerminalPassword),
            ShopId = settings.ShopId,
            ShopUserId = settings.ShopUserId,
            HasShopPassword = !string.IsNullOrEmpty(settings.ShopPassword),
            IsShopPasswordUnreadable = !connections.CanDecrypt(settings.ShopPassword),
            ClosePeriodDaily = settings.ClosePeriodDaily,
            ClosePeriodHour = settings.ClosePeriodHour,
            CaptureModeId = (int)settings.CaptureMode,
            ReservationDays = settings.ReservationDays,
            LogRequests = settings.LogRequests,
            QrCodePlacementId = (int)settings.QrCodePlacement,
            PaymentWindowMinutes = settings.PaymentWindowMinutes,
            CancelUnpaidOrders = settings.CancelUnpaidOrders,
            SendInvoiceRows = settings.SendInvoiceRows,
            SubmitReceipt = settings.SubmitReceipt,
            InvoiceTitle = settings.InvoiceTitle,
            InvoiceFooter = settings.InvoiceFooter,
            CashierId = settings.CashierId,
            AdditionalFee = settings.AdditionalFee,
            AdditionalFeePercentage = settings.AdditionalFeePercentage,
            AboutUrl = settings.AboutUrl,
            AppUrl = settings.AppUrl,
            CurrencyCode = await primaryCurrency.GetCodeAsync()
        };

        await PrepareOverridesAsync(model, settings, storeId);
        await PrepareAddressesAsync(model, storeId);
        model.QrCodePlacements = await ChoicesAsync<QrCodePlacement>();
        model.CaptureModes = await ChoicesAsync<CaptureMode>();
        return model;
    }

    /// <summary>
    /// Prepares the settings with what the admin typed, for saying what is wrong in it.
    /// </summary>
    /// <remarks>
    /// The model state brings back numbers and boxes by itself; of texts, nopCommerce's model binder keeps nothing there.
    /// </remarks>
    public async Task<ConfigurationModel> PrepareAgainAsync(ConfigurationModel typed)
    {
        var model = await PrepareAsync();

        string Text(string typedText, string savedText, bool overrideForStore) =>
            model.ActiveStoreScopeConfiguration == 0 || overrideForStore ? typedText : savedText;

        model.LiveServiceUrl = Text(typed.LiveServiceUrl, model.LiveServiceUrl, typed.LiveServiceUrl_OverrideForStore);
        model.TerminalId = Text(typed.TerminalId, model.TerminalId, typed.TerminalId_OverrideForStore);
        model.ShopId = Text(typed.ShopId, model.ShopId, typed.ShopId_OverrideForStore);
        model.ShopUserId = Text(typed.ShopUserId, model.ShopUserId, typed.ShopUserId_OverrideForStore);
        model.AboutUrl = Text(typed.AboutUrl, model.AboutUrl, typed.AboutUrl_OverrideForStore);
        model.AppUrl = Text(typed.AppUrl, model.AppUrl, typed.AppUrl_OverrideForStore);
        model.InvoiceTitle = Text(typed.InvoiceTitle, model.InvoiceTitle, typed.InvoiceTitle_OverrideForStore);
        model.InvoiceFooter = Text(typed.InvoiceFooter, model.InvoiceFooter, typed.InvoiceFooter_OverrideForStore);
        model.CashierId = Text(typed.CashierId, model.CashierId, typed.CashierId_OverrideForStore);
        return model;
    }

    /// <summary>
    /// Gets whether each store has a terminal id of its own, so that all stores together need none.
    /// </summary>
    public async Task<bool> HaveStoresOwnTerminalsAsync()
    {
        foreach (var store in await storeService.GetAllStoresAsync())
        {
            var settings = await settingService.LoadSettingAsync<GlaseSettings>(store.Id);
            if (string.IsNullOrWhiteSpace(settings.TerminalId) || !await settingService.SettingExistsAsync(settings, all => all.TerminalId, store.Id))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Finds the stores whose own stored passwords would be sent to another address if the settings of all stores were saved as typed.
    /// </summary>
    /// <param name="typed">The settings of all stores</param>
    /// <returns>The names of the stores</returns>
    public async Task<IList<string>> FindStoresWithOwnPasswordsAsync(ConfigurationModel typed)
    {
        var names = new List<string>();
        foreach (var store in await storeService.GetAllStoresAsync())
        {
            var settings = await settingService.LoadSettingAsync<GlaseSettings>(store.Id);

            Task<bool> HasOwn<T>(Expression<Func<GlaseSettings, T>> setting) =>
                settingService.SettingExistsAsync(settings, setting, store.Id);

            var changed = new GlaseSettings
            {
                UseTestServer = await HasOwn(all => all.UseTestServer) ? settings.UseTestServer : typed.UseTestServer,
                LiveServiceUrl = await HasOwn(all => all.LiveServiceUrl) ? settings.LiveServiceUrl : typed.LiveServiceUrl
            };
            if (GlaseConnectionProvider.GetServiceUrl(changed) != GlaseConnectionProvider.GetServiceUrl(settings)
                && (!string.IsNullOrEmpty(settings.TerminalPassword) && await HasOwn(all => all.TerminalPassword)
                    || !string.IsNullOrEmpty(settings.ShopPassword) && await HasOwn(all => all.ShopPassword)))
                names.Add(store.Name);
        }

        return names;
    }

    private async Task<IList<SelectListItem>> ChoicesAsync<TEnum>() where TEnum : struct, Enum
    {
        var choices = new List<SelectListItem>();
        foreach (var value in Enum.GetValues<TEnum>())
        {
            choices.Add(new SelectListItem(await localizationService.GetLocalizedEnumAsync(value),
                Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)));
        }

        return choices;
    }

    private async Task PrepareOverridesAsync(ConfigurationModel model, GlaseSettings settings, int storeId)
    {
        if (storeId == 0)
            return;

        Task<bool> HasOwn<T>(Expression<Func<GlaseSettings, T>> setting) =>
            settingService.SettingExistsAsync(settings, setting, storeId);

        model.UseTestServer_OverrideForStore = await HasOwn(all => all.UseTestServer);
        model.LiveServiceUrl_OverrideForStore = await HasOwn(all => all.LiveServiceUrl);
        model.TerminalId_OverrideForStore = await HasOwn(all => all.TerminalId);
        model.TerminalPassword_OverrideForStore = await HasOwn(all => all.TerminalPassword);
        model.ShopId_OverrideForStore = await HasOwn(all => all.ShopId);
        model.ShopUserId_OverrideForStore = await HasOwn(all => all.ShopUserId);
        model.ShopPassword_OverrideForStore = await HasOwn(all => all.ShopPassword);
        model.ClosePeriodDaily_OverrideForStore = await HasOwn(all => all.ClosePeriodDaily);
        model.ClosePeriodHour_OverrideForStore = await HasOwn(all => all.ClosePeriodHour);
        model.CaptureModeId_OverrideForStore = await HasOwn(all => all.CaptureMode);
        model.ReservationDays_OverrideForStore = await HasOwn(all => all.ReservationDays);
        model.LogRequests_OverrideForStore = await HasOwn(all => all.LogRequests);
        model.QrCodePlacementId_OverrideForStore = await HasOwn(all => all.QrCodePlacement);
        model.PaymentWindowMinutes_OverrideForStore = await HasOwn(all => all.PaymentWindowMinutes);
        model.CancelUnpaidOrders_OverrideForStore = await HasOwn(all => all.CancelUnpaidOrders);
        model.SendInvoiceRows_OverrideForStore = await HasOwn(all => all.SendInvoiceRows);
        model.SubmitReceipt_OverrideForStore = await HasOwn(all => all.SubmitReceipt);
        model.InvoiceTitle_OverrideForStore = await HasOwn(all => all.InvoiceTitle);
        model.InvoiceFooter_OverrideForStore = await HasOwn(all => all.InvoiceFooter);
        model.CashierId_OverrideForStore = await HasOwn(all => all.CashierId);
        model.AdditionalFee_OverrideForStore = await HasOwn(all => all.AdditionalFee);
        model.AdditionalFeePercentage_OverrideForStore = await HasOwn(all => all.AdditionalFeePercentage);
        model.AboutUrl_OverrideForStore = await HasOwn(all => all.AboutUrl);
        model.AppUrl_OverrideForStore = await HasOwn(all => all.AppUrl);
    }

    private async Task PrepareAddressesAsync(ConfigurationModel model, int storeId)
    {
        var store = await storeService.GetStoreByIdAsync(storeId) ?? await storeContext.GetCurrentStoreAsync();
        var address = new StoreAddress(store.Url);
        model.NotificationUrl = urls.Notification(AnyToken, store);
        model.ReturnUrl = urls.Return(AnyToken, store);
        model.LocalHost = address.IsLocal ? address.Host : null;
        model.IsInsecure = address.IsInsecure && !address.IsLocal;
    }
}
