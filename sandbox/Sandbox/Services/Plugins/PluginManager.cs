using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Services.Plugins;

namespace Sandbox.Services.Plugins;

internal abstract class PluginManager<TPlugin> : IPluginManager<TPlugin> where TPlugin : class, IPlugin
{
    private readonly PluginCatalogue _catalogue;
    private readonly PluginInstances _instances;
    private readonly IWebHelper _web;

    protected PluginManager(PluginCatalogue catalogue, PluginInstances instances, IWebHelper web)
    {
        _catalogue = catalogue;
        _instances = instances;
        _web = web;
    }

    public Task<IList<TPlugin>> LoadAllPluginsAsync(Customer customer = null, int storeId = 0)
    {
        return Task.FromResult<IList<TPlugin>>(_catalogue.Installed<TPlugin>()
            .Where(descriptor => IsForStore(descriptor, storeId))
            .Select(_instances.Of)
            .Cast<TPlugin>()
            .ToList());
    }

    public async Task<TPlugin> LoadPluginBySystemNameAsync(string systemName, Customer customer = null, int storeId = 0)
    {
        return (await LoadAllPluginsAsync(customer, storeId)).FirstOrDefault(plugin => IsNamed(plugin, systemName));
    }

    public async Task<IList<TPlugin>> LoadActivePluginsAsync(List<string> systemNames, Customer customer = null, int storeId = 0)
    {
        return (await LoadAllPluginsAsync(customer, storeId)).Where(plugin => IsPluginActive(plugin, systemNames)).ToList();
    }

    public bool IsPluginActive(TPlugin plugin, List<string> systemNames)
    {
        return plugin is not null && systemNames.Exists(name => IsNamed(plugin, name));
    }

    public Task<string> GetPluginLogoUrlAsync(TPlugin plugin)
    {
        return Task.FromResult(plugin is IHasLogo own
            ? own.LogoUrl
            : $"{_web.GetStoreLocation()}Plugins/{plugin.PluginDescriptor.SystemName}/logo.png");
    }

    private static bool IsNamed(TPlugin plugin, string systemName)
    {
        return string.Equals(plugin.PluginDescriptor.SystemName, systemName, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsForStore(PluginDescriptor descriptor, int storeId)
    {
        return storeId == 0 || descriptor.LimitedToStores.Count == 0 || descriptor.LimitedToStores.Contains(storeId);
    }
}
