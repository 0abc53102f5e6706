using Nop.Core.Domain.Customers;
using Nop.Services.Plugins;

namespace Sandbox.Services.Plugins;

internal sealed class PluginService : IPluginService
{
    private readonly PluginCatalogue _catalogue;

    public PluginService(PluginCatalogue catalogue)
    {
        _catalogue = catalogue;
    }

    public Task<IList<PluginDescriptor>> GetPluginDescriptorsAsync<TPlugin>(
        LoadPluginsMode loadMode = LoadPluginsMode.InstalledOnly, Customer customer = null, int storeId = 0, string group = null,
        string dependsOnSystemName = "", string friendlyName = null, string author = null) where TPlugin : class, IPlugin
    {
        return Task.FromResult<IList<PluginDescriptor>>(_catalogue.Descriptors
            .Where(descriptor => typeof(TPlugin).IsAssignableFrom(descriptor.PluginType))
            .Where(descriptor => loadMode switch
            {
                LoadPluginsMode.InstalledOnly => descriptor.Installed,
                LoadPluginsMode.NotInstalledOnly => !descriptor.Installed,
                _ => true
            })
            .Where(descriptor => string.IsNullOrEmpty(group) || descriptor.Group == group)
            .ToList());
    }

    public async Task<PluginDescriptor> GetPluginDescriptorBySystemNameAsync<TPlugin>(
        string systemName, LoadPluginsMode loadMode = LoadPluginsMode.InstalledOnly, Customer customer = null, int storeId = 0,
        string group = null) where TPlugin : class, IPlugin
    {
        return (await GetPluginDescriptorsAsync<TPlugin>(loadMode, customer, storeId, group))
            .FirstOrDefault(descriptor => descriptor.SystemName == systemName);
    }
}
