using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Sandbox.Shop;

/// <summary>Renders a partial view into text, for pages that fetch their parts by script.</summary>
internal sealed class PartialRenderer
{
    private readonly ICompositeViewEngine _views;
    private readonly ITempDataDictionaryFactory _tempData;

    public PartialRenderer(ICompositeViewEngine views, ITempDataDictionaryFactory tempData)
    {
        _views = views;
        _tempData = tempData;
    }

    public async Task<string> RenderAsync(ControllerContext context, string viewName, object model)
    {
        var found = _views.FindView(context, viewName, isMainPage: false).EnsureSuccessful(null);
        var data = new ViewDataDictionary(new EmptyModelMetadataProvider(), context.ModelState)
        {
            Model = model
        };
        await using var writer = new StringWriter();
        var viewContext = new ViewContext(
            context, found.View, data, _tempData.GetTempData(context.HttpContext), writer, new HtmlHelperOptions());
        await found.View.RenderAsync(viewContext);
        return writer.ToString();
    }
}
