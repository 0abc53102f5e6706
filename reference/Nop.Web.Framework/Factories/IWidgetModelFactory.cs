using Nop.Web.Framework.Models.Cms;

namespace Nop.Web.Framework.Factories;

public interface IWidgetModelFactory
{
    Task<List<RenderWidgetModel>> PrepareRenderWidgetModelAsync(
        string widgetZone, object additionalData = null, bool useCache = true);
}
