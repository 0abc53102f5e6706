using Microsoft.AspNetCore.Mvc.Razor;

namespace Sandbox.Shop;

/// <summary>
/// Where views lie. A plugin's views find the layouts by name here: _ColumnsOne, _Root, _ConfigurePlugin, _AdminLayout.
/// </summary>
internal static class ViewLocations
{
    public static void Add(RazorViewEngineOptions options)
    {
        options.ViewLocationFormats.Add("/Shop/Views/{1}/{0}.cshtml");
        options.ViewLocationFormats.Add("/Shop/Views/Shared/{0}.cshtml");
        options.AreaViewLocationFormats.Add("/Admin/Views/{1}/{0}.cshtml");
        options.AreaViewLocationFormats.Add("/Admin/Views/Shared/{0}.cshtml");
        options.AreaViewLocationFormats.Add("/Shop/Views/Shared/{0}.cshtml");
    }
}
