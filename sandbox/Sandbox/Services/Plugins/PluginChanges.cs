using Nop.Core.Infrastructure;
using Nop.Services.Plugins;

namespace Sandbox.Services.Plugins;

/// <summary>Which plugins an administrator chose to uninstall, until the changes are applied; one list in each shop.</summary>
internal sealed class PluginChanges : IPluginsInfo
{
    public IList<string> PluginNamesToUninstall { get; set; } = [];

    public Task SaveAsync() => Task.CompletedTask;
}

/// <summary>
/// nopCommerce's static list, for many shops in one process: that of the shop whose request or background work asks.
/// </summary>
internal sealed class CurrentPluginChanges : IPluginsInfo
{
    public IList<string> PluginNamesToUninstall
    {
        get => Current.PluginNamesToUninstall;
        set => Current.PluginNamesToUninstall = value;
    }

    private static PluginChanges Current => EngineContext.Current.Resolve<PluginChanges>();

    public static void Install() => Singleton<IPluginsInfo>.Instance = new CurrentPluginChanges();

    public Task SaveAsync() => Current.SaveAsync();
}
