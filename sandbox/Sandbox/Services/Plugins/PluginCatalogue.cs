using Nop.Services.Plugins;

namespace Sandbox.Services.Plugins;

/// <summary>The plugins of one shop, installed or not.</summary>
internal sealed class PluginCatalogue
{
    public PluginCatalogue(IEnumerable<PluginDescriptor> descriptors)
    {
        Descriptors = descriptors.OrderBy(descriptor => descriptor).ToList();
    }

    public IReadOnlyList<PluginDescriptor> Descriptors { get; }

    public IEnumerable<PluginDescriptor> Installed<TPlugin>() where TPlugin : class, IPlugin
    {
        return Descriptors.Where(descriptor => descriptor.Installed && typeof(TPlugin).IsAssignableFrom(descriptor.PluginType));
    }
}
