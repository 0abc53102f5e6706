using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// A page that nobody asked for, to render components in.
/// </summary>
/// <param name="services">The services of its request</param>
internal sealed class SamplePage(IServiceProvider services)
{
    /// <summary>
    /// Renders a component.
    /// </summary>
    /// <param name="component">The component</param>
    /// <param name="viewPath">Any view without a layout, in the place of the page's</param>
    /// <returns>Its HTML</returns>
    public async Task<string> RenderAsync(Type component, string viewPath)
    {
        var httpContextAccessor = services.GetRequiredService<IHttpContextAccessor>();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Scheme = Uri.UriSchemeHttp;
        context.Request.Host = new HostString("localhost");
        // Links are made for an endpoint.
        context.SetEndpoint(new Endpoint(requestDelegate: null, EndpointMetadataCollection.Empty, nameof(SamplePage)));
        httpContextAccessor.HttpContext = context;
        try
        {
            await using var writer = new StringWriter();
            var helper = services.GetRequiredService<IViewComponentHelper>();
            ((IViewContextAware)helper).Contextualize(ContextOf(context, viewPath, writer));
            (await helper.InvokeAsync(component, arguments: null)).WriteTo(writer, HtmlEncoder.Default);
            return writer.ToString();
        }
        finally
        {
            httpContextAccessor.HttpContext = null;
        }
    }

    private ViewContext ContextOf(HttpContext context, string viewPath, TextWriter writer)
    {
        var view = services.GetRequiredService<IRazorViewEngine>().GetView(executingFilePath: null, viewPath, isMainPage: false).View;
        var viewData = new ViewDataDictionary(services.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary());
        var tempData = services.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(context);
        return new ViewContext(new ActionContext(context, new RouteData(), new ActionDescriptor()), view, viewData, tempData, writer,
            new HtmlHelperOptions());
    }
}
