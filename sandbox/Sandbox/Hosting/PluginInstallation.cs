using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Data.Migrations;
using Nop.Services.Configuration;
using Nop.Services.Plugins;
using Sandbox.Data;
using Sandbox.Data.Entities;
using Sandbox.Services.Plugins;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Hosting;

/// <summary>Installs, updates and uninstalls plugins in nopCommerce's order: tables first, then the plugin's own part.</summary>
internal sealed class PluginInstallation
{
    private readonly PluginCatalogue _catalogue;
    private readonly PluginInstances _instances;
    private readonly PluginMigrations _migrations;
    private readonly IRepository<InstalledPlugin> _installed;
    private readonly ISettingService _settings;
    private readonly PluginChanges _changes;
    private readonly INopLogger _logger;

    public PluginInstallation(
        PluginCatalogue catalogue, PluginInstances instances, PluginMigrations migrations, IRepository<InstalledPlugin> installed,
        ISettingService settings, PluginChanges changes, INopLogger logger)
    {
        _changes = changes;
        _logger = logger;
        _catalogue = catalogue;
        _instances = instances;
        _migrations = migrations;
        _installed = installed;
        _settings = settings;
    }

    /// <summary>At the shop's start: marks what was installed before, and brings it up to its new version.</summary>
    public async Task ReadAsync()
    {
        foreach (var entry in _installed.Table.ToList())
        {
            var descriptor = Descriptor(entry.SystemName);
            descriptor.Installed = true;
            if (entry.Version == descriptor.Version)
                continue;

            _migrations.Up(descriptor.PluginType.Assembly, MigrationProcessType.Update);
            await _instances.Of(descriptor).UpdateAsync(entry.Version, descriptor.Version);
            entry.Version = descriptor.Version;
            await _installed.UpdateAsync(entry);
        }
    }

    /// <returns>False when it was installed already.</returns>
    public async Task<bool> InstallAsync(string systemName)
    {
        var descriptor = Descriptor(systemName);
        if (descriptor.Installed)
            return false;

        _migrations.Up(descriptor.PluginType.Assembly, MigrationProcessType.Installation);
        await _instances.Of(descriptor).InstallAsync();
        await _installed.InsertAsync(new InstalledPlugin { SystemName = systemName, Version = descriptor.Version });
        descriptor.Installed = true;
        return true;
    }

    /// <summary>What "Uninstall" does on the page of plugins: the plugin may refuse, with an exception.</summary>
    public async Task ChooseToUninstallAsync(string systemName)
    {
        if (_changes.PluginNamesToUninstall.Contains(systemName))
            return;

        await _instances.Of(Descriptor(systemName)).PreparePluginToUninstallAsync();
        _changes.PluginNamesToUninstall.Add(systemName);
    }

    /// <summary>
    /// What "Apply changes" does there. As in nopCommerce, a plugin that fails is logged, and stays among those to be uninstalled.
    /// </summary>
    public async Task ApplyChangesAsync()
    {
        var chosen = _catalogue.Descriptors
            .Where(descriptor => descriptor.Installed && _changes.PluginNamesToUninstall.Contains(descriptor.SystemName)).ToList();
        foreach (var descriptor in chosen)
        {
            try
            {
                await RemoveAsync(descriptor);
                _changes.PluginNamesToUninstall.Remove(descriptor.SystemName);
            }
            catch (Exception exception)
            {
                await _logger.ErrorAsync($"The plugin {descriptor.SystemName} was not uninstalled.", exception);
            }
        }
    }

    public async Task UninstallAsync(string systemName)
    {
        var descriptor = Descriptor(systemName);
        if (!descriptor.Installed)
            return;

        await _instances.Of(descriptor).PreparePluginToUninstallAsync();
        await RemoveAsync(descriptor);
    }

    private async Task RemoveAsync(PluginDescriptor descriptor)
    {
        await _instances.Of(descriptor).UninstallAsync();
        _migrations.Down(descriptor.PluginType.Assembly);
        await _installed.DeleteAsync(entry => entry.SystemName == descriptor.SystemName);
        descriptor.Installed = false;
    }

    /// <summary>What a store owner does after installing: makes the payment method active.</summary>
    public async Task ActivateAsync(string systemName)
    {
        var payments = await _settings.LoadSettingAsync<PaymentSettings>();
        if (!payments.ActivePaymentMethodSystemNames.Contains(systemName))
            payments.ActivePaymentMethodSystemNames.Insert(0, systemName);
        await _settings.SaveSettingAsync(payments);
    }

    private PluginDescriptor Descriptor(string systemName)
    {
        return _catalogue.Descriptors.First(descriptor => descriptor.SystemName == systemName);
    }
}
