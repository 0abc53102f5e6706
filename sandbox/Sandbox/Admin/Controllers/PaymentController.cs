using Microsoft.AspNetCore.Mvc;
using Nop.Core.Domain.Payments;
using Nop.Services.Configuration;
using Nop.Services.Payments;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;
using Sandbox.Admin.Models;
using Sandbox.Hosting;
using Sandbox.Services.Plugins;

namespace Sandbox.Admin.Controllers;

public class PaymentController : AdminController
{
    [HttpGet]
    [CheckPermission(StandardPermission.Configuration.MANAGE_PAYMENT_METHODS)]
    public IActionResult PaymentMethods()
    {
        var active = Service<PaymentSettings>().ActivePaymentMethodSystemNames;
        var instances = Service<PluginInstances>();
        return View(Service<PluginCatalogue>().Descriptors
            .Where(descriptor => typeof(IPaymentMethod).IsAssignableFrom(descriptor.PluginType))
            .Select(descriptor => new PaymentMethodModel(
                descriptor.SystemName, descriptor.FriendlyName, descriptor.Version, descriptor.Installed,
                active.Contains(descriptor.SystemName),
                descriptor.Installed ? instances.Of(descriptor).GetConfigurationPageUrl() : null))
            .ToList());
    }

    [HttpPost]
    [CheckPermission(StandardPermission.Configuration.MANAGE_PAYMENT_METHODS)]
    public async Task<IActionResult> Activate(string systemName, bool active)
    {
        var service = Service<ISettingService>();
        var settings = await service.LoadSettingAsync<PaymentSettings>();
        settings.ActivePaymentMethodSystemNames.Remove(systemName);
        if (active)
            settings.ActivePaymentMethodSystemNames.Add(systemName);
        await service.SaveSettingAsync(settings);
        return RedirectToAction(nameof(PaymentMethods));
    }

    [HttpPost]
    [CheckPermission(StandardPermission.Configuration.MANAGE_PLUGINS)]
    public async Task<IActionResult> Install(string systemName)
    {
        var plugins = Service<PluginInstallation>();
        await plugins.InstallAsync(systemName);
        await plugins.ActivateAsync(systemName);
        return RedirectToAction(nameof(PaymentMethods));
    }

    [HttpPost]
    [CheckPermission(StandardPermission.Configuration.MANAGE_PLUGINS)]
    public async Task<IActionResult> Uninstall(string systemName)
    {
        await Service<PluginInstallation>().UninstallAsync(systemName);
        return RedirectToAction(nameof(PaymentMethods));
    }
}
