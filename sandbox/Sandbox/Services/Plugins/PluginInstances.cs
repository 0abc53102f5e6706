using System.Collections.Concurrent;
using Nop.Services.Plugins;

namespace Sandbox.Services.Plugins;

/// <summary>Plugin objects: one of each per request, as in nopCommerce.</summary>
internal sealed class PluginInstances
{
    private readonly ConcurrentDictionary<Type, IPlugin> _instances = new();
    private readonly IServiceProvider _services;

    public PluginInstances(IServiceProvider services)
    {
        _services = services;
    }

    public IPlugin Of(PluginDescriptor descriptor) => _instances.GetOrAdd(descriptor.PluginType, type =>
    {
        var plugin = (IPlugin)ActivatorUtilities.CreateInstance(_services, type);
        plugin.PluginDescriptor = descriptor;
        return plugin;
    });
}
