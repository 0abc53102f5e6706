using Nop.Core;
using Nop.Services.Cms;
using Nop.Web.Framework.Factories;
using Nop.Web.Framework.Models.Cms;

namespace Sandbox.Hosting;

/// <summary>Which view components stand in a widget zone, and with what they are called.</summary>
internal sealed class WidgetModelFactory : IWidgetModelFactory
{
    private readonly IWidgetPluginManager _widgets;
    private readonly IStoreContext _storeContext;
    private readonly IWorkContext _workContext;

    public WidgetModelFactory(IWidgetPluginManager widgets, IStoreContext storeContext, IWorkContext workContext)
    {
        _widgets = widgets;
        _storeContext = storeContext;
        _workContext = workContext;
    }

    public async Task<List<RenderWidgetModel>> PrepareRenderWidgetModelAsync(
        string widgetZone, object additionalData = null, bool useCache = true)
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var store = await _storeContext.GetCurrentStoreAsync();
        return (await _widgets.LoadActivePluginsAsync(customer, store.Id, widgetZone))
            .Select(widget => new RenderWidgetModel
            {
                WidgetViewComponent = widget.GetWidgetViewComponent(widgetZone),
                WidgetViewComponentArguments = new RouteValueDictionary
                {
                    ["widgetZone"] = widgetZone,
                    ["additionalData"] = additionalData
                }
            })
            .ToList();
    }
}
