using Microsoft.AspNetCore.Mvc;
using Nop.Web.Framework.Components;
using Nop.Web.Framework.Factories;

namespace Sandbox.Shop.Components;

/// <summary>A place on a page where plugins show something.</summary>
public class WidgetViewComponent : NopViewComponent
{
    private readonly IWidgetModelFactory _widgets;

    public WidgetViewComponent(IWidgetModelFactory widgets)
    {
        _widgets = widgets;
    }

    public async Task<IViewComponentResult> InvokeAsync(string widgetZone, object additionalData = null)
    {
        var models = await _widgets.PrepareRenderWidgetModelAsync(widgetZone, additionalData);
        return models.Count == 0 ? Content("") : View(models);
    }
}
