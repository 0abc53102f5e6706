using Nop.Core;
using Nop.Services.Plugins;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Installs, updates and uninstalls the plugin.
/// </summary>
public class PluginLifecycle(GlaseInstaller installer, UninstallGuard uninstallGuard)
{
    /// <inheritdoc cref="GlaseInstaller.InstallAsync" />
    public Task InstallAsync() => installer.InstallAsync();

    /// <inheritdoc cref="GlaseInstaller.UpdateAsync" />
    public Task UpdateAsync() => installer.UpdateAsync();

    /// <inheritdoc cref="UninstallGuard.PrepareAsync" />
    public Task PrepareToUninstallAsync() => uninstallGuard.PrepareAsync();

    /// <summary>
    /// Cancels open invoices and undoes the installation. Payments made since the admin chose to uninstall makes it
    /// throw: nopCommerce logs that, and the plugin stays installed until an admin chooses to uninstall it again.
    /// </summary>
    /// <param name="descriptor">The plugin; null where nopCommerce did not say</param>
    /// <exception cref="NopException">Payments are unfinished: nothing may be uninstalled</exception>
    public async Task UninstallAsync(PluginDescriptor descriptor)
    {
        try
        {
            await uninstallGuard.CancelOpenAsync();
        }
        catch (Exception)
        {
            // nopCommerce would retry it whenever an admin applies changes to other plugins.
            await PendingUninstallation.WithdrawAsync(descriptor);
            throw;
        }

        await installer.UninstallAsync();
    }
}
