using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Compiles views, and renders them for nobody.
/// </summary>
internal sealed class ViewWarmUp(IRazorViewEngine viewEngine, ITempDataDictionaryFactory tempDataFactory,
    IModelMetadataProvider metadataProvider, IHttpContextAccessor httpContextAccessor, IServiceProvider services)
{
    // Requests to this address are the background task's: nopCommerce makes no guest for them.
    private const string BackgroundPath = "/scheduletask/runtask";

    /// <summary>
    /// Compiles a view and those it starts with.
    /// </summary>
    /// <param name="name">The view's name</param>
    /// <param name="isPage">Whether it has a layout</param>
    public IView Compile(string name, bool isPage)
    {
        var found = viewEngine.GetView(executingFilePath: null, $"{GlaseDefaults.ViewsPath}/{name}.cshtml", isPage);
        found.EnsureSuccessful(originalLocations: null);
        return found.View;
    }

    /// <summary>
    /// Renders a view that has no layout.
    /// </summary>
    /// <param name="name">The view's name</param>
    /// <param name="model">What it shows</param>
    public async Task RenderAsync(string name, object model)
    {
        var view = Compile(name, isPage: false);
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Scheme = Uri.UriSchemeHttp;
        context.Request.Host = new HostString("localhost");
        context.Request.Path = BackgroundPath;
        // Links are made for an endpoint.
        context.SetEndpoint(new Endpoint(requestDelegate: null, EndpointMetadataCollection.Empty, nameof(ViewWarmUp)));
        httpContextAccessor.HttpContext = context;
        try
        {
            await using var writer = new StringWriter();
            var viewData = new ViewDataDictionary(metadataProvider, new ModelStateDictionary()) { Model = model };
            await view.RenderAsync(new ViewContext(new ActionContext(context, new RouteData(), new ActionDescriptor()), view, viewData,
                tempDataFactory.GetTempData(context), writer, new HtmlHelperOptions()));
        }
        finally
        {
            httpContextAccessor.HttpContext = null;
        }
    }
}
