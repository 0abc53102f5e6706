using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Services.Configuration;
using Nop.Services.Localization;
using Nop.Services.Messages;
using Nop.Services.Security;
using Nop.Web.Framework;
using Nop.Web.Framework.Controllers;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// The plugin's settings in the admin.
/// </summary>
[AuthorizeAdmin]
[Area(AreaNames.ADMIN)]
[AutoValidateAntiforgeryToken]
public class GlaseAdminController : BasePaymentController
{
    private readonly ConfigurationModelFactory _modelFactory;
    private readonly IEncryptionService _encryptionService;
    private readonly ILocalizationService _localizationService;
    private readonly INotificationService _notificationService;
    private readonly ISettingService _settingService;
    private readonly IStoreContext _storeContext;

    /// <summary>
    /// Makes the controller.
    /// </summary>
    public GlaseAdminController(ConfigurationModelFactory modelFactory, IEncryptionService encryptionService,
        ILocalizationService localizationService, INotificationService notificationService, ISettingService settingService,
        IStoreContext storeContext)
    {
        _modelFactory = modelFactory;
        _encryptionService = encryptionService;
        _localizationService = localizationService;
        _notificationService = notificationService;
        _settingService = settingService;
        _storeContext = storeContext;
    }

    /// <summary>
    /// Shows the settings of the store that the admin chose, or of all stores.
    /// </summary>
    [CheckPermission(StandardPermission.Configuration.MANAGE_PAYMENT_METHODS)]
    public async Task<IActionResult> Configure()
    {
        return View($"{GlaseDefaults.ViewsPath}/Configure.cshtml", await _modelFactory.PrepareAsync());
    }

    /// <summary>
    /// Saves the settings; with something wrong in them, none, and says what.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Configuration.MANAGE_PAYMENT_METHODS)]
    public async Task<IActionResult> Configure(ConfigurationModel model)
    {
        if (!ModelState.IsValid)
            return await ShowAgainAsync(model);

        var storeId = await _storeContext.GetActiveStoreScopeConfigurationAsync();
        var settings = await _settingService.LoadSettingAsync<GlaseSettings>(storeId);
        Apply(model, settings);
        await SaveAsync(model, settings, storeId);

        _notificationService.SuccessNotification(await _localizationService.GetResourceAsync("Admin.Plugins.Saved"));
        return RedirectToAction(nameof(Configure));
    }

    // What was typed stays in the fields, but for the password, which no page carries.
    private async Task<IActionResult> ShowAgainAsync(ConfigurationModel model)
    {
        var wasTyped = !string.IsNullOrEmpty(model.TerminalPassword);
        ModelState.SetModelValue(nameof(model.TerminalPassword), rawValue: null, attemptedValue: null);
        if (wasTyped)
        {
            ModelState.AddModelError(nameof(model.TerminalPassword),
                await _localizationService.GetResourceAsync("Plugins.Payments.Glase.Fields.TerminalPassword.Again"));
        }

        return View($"{GlaseDefaults.ViewsPath}/Configure.cshtml", await _modelFactory.PrepareAgainAsync(model));
    }

    private void Apply(ConfigurationModel model, GlaseSettings settings)
    {
        settings.UseTestServer = model.UseTestServer;
        settings.LiveServiceUrl = model.LiveServiceUrl;
        settings.TerminalId = model.TerminalId;
        if (!string.IsNullOrEmpty(model.TerminalPassword))
            settings.TerminalPassword = _encryptionService.EncryptText(model.TerminalPassword);
        settings.QrCodePlacement = (QrCodePlacement)model.QrCodePlacementId;
        settings.PaymentWindowMinutes = model.PaymentWindowMinutes;
        settings.CancelUnpaidOrders = model.CancelUnpaidOrders;
        settings.SendInvoiceRows = model.SendInvoiceRows;
        settings.BillTitle = model.BillTitle;
        settings.BillFooter = model.BillFooter;
        settings.CashierId = model.CashierId;
        settings.AdditionalFee = model.AdditionalFee;
        settings.AdditionalFeePercentage = model.AdditionalFeePercentage;
    }

    private async Task SaveAsync(ConfigurationModel model, GlaseSettings settings, int storeId)
    {
        Task Save<T>(Expression<Func<GlaseSettings, T>> setting, bool overrideForStore) =>
            _settingService.SaveSettingOverridablePerStoreAsync(settings, setting, overrideForStore, storeId, clearCache: false);

        await Save(all => all.UseTestServer, model.UseTestServer_OverrideForStore);
        await Save(all => all.LiveServiceUrl, model.LiveServiceUrl_OverrideForStore);
        await Save(all => all.TerminalId, model.TerminalId_OverrideForStore);
        await Save(all => all.TerminalPassword, model.TerminalPassword_OverrideForStore);
        await Save(all => all.QrCodePlacement, model.QrCodePlacementId_OverrideForStore);
        await Save(all => all.PaymentWindowMinutes, model.PaymentWindowMinutes_OverrideForStore);
        await Save(all => all.CancelUnpaidOrders, model.CancelUnpaidOrders_OverrideForStore);
        await Save(all => all.SendInvoiceRows, model.SendInvoiceRows_OverrideForStore);
        await Save(all => all.BillTitle, model.BillTitle_OverrideForStore);
        await Save(all => all.BillFooter, model.BillFooter_OverrideForStore);
        await Save(all => all.CashierId, model.CashierId_OverrideForStore);
        await Save(all => all.AdditionalFee, model.AdditionalFee_OverrideForStore);
        await Save(all => all.AdditionalFeePercentage, model.AdditionalFeePercentage_OverrideForStore);
        await _settingService.ClearCacheAsync();
    }
}
