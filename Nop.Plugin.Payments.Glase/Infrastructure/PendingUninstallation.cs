using Nop.Core.Infrastructure;
using Nop.Services.Plugins;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// The plugin's place on nopCommerce's list of plugins to be uninstalled. nopCommerce takes a plugin off it only once the plugin is
/// uninstalled, and tries all that are on it whenever an admin applies changes.
/// </summary>
internal static class PendingUninstallation
{
    /// <summary>
    /// Takes the plugin off the list, and shows it among the installed ones again.
    /// </summary>
    /// <param name="descriptor">The plugin; null where nopCommerce did not say</param>
    public static async Task WithdrawAsync(PluginDescriptor descriptor)
    {
        if (descriptor is not null)
            descriptor.ShowInPluginsList = true;
        if (Singleton<IPluginsInfo>.Instance is { } changes && changes.PluginNamesToUninstall.Remove(GlaseDefaults.SystemName))
            await changes.SaveAsync();
    }
}
