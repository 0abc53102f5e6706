namespace Nop.Services.Plugins;

public interface IPluginsInfo
{
    Task SaveAsync();

    IList<string> PluginNamesToUninstall { get; set; }
}
