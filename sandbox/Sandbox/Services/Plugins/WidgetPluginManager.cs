using Nop.Core;
using Nop.Core.Domain.Cms;
using Nop.Core.Domain.Customers;
using Nop.Services.Cms;

namespace Sandbox.Services.Plugins;

internal sealed class WidgetPluginManager : PluginManager<IWidgetPlugin>, IWidgetPluginManager
{
    private readonly WidgetSettings _settings;

    public WidgetPluginManager(PluginCatalogue catalogue, PluginInstances instances, IWebHelper web, WidgetSettings settings)
        : base(catalogue, instances, web)
    {
        _settings = settings;
    }

    public async Task<IList<IWidgetPlugin>> LoadActivePluginsAsync(
        Customer customer = null, int storeId = 0, string widgetZone = null)
    {
        var active = new List<IWidgetPlugin>();
        foreach (var widget in await LoadActivePluginsAsync(_settings.ActiveWidgetSystemNames, customer, storeId))
        {
            var zones = await widget.GetWidgetZonesAsync();
            if (string.IsNullOrEmpty(widgetZone) || zones.Contains(widgetZone, StringComparer.OrdinalIgnoreCase))
                active.Add(widget);
        }

        return active;
    }

    public bool IsPluginActive(IWidgetPlugin widget) => IsPluginActive(widget, _settings.ActiveWidgetSystemNames);

    public async Task<bool> IsPluginActiveAsync(string systemName, Customer customer = null, int storeId = 0)
    {
        return IsPluginActive(await LoadPluginBySystemNameAsync(systemName, customer, storeId));
    }
}
