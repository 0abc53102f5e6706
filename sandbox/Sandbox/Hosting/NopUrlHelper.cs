using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;
using Nop.Web.Framework.Mvc.Routing;

namespace Sandbox.Hosting;

internal sealed class NopUrlHelper : INopUrlHelper
{
    private readonly IUrlHelperFactory _urls;
    private readonly IActionContextAccessor _action;

    public NopUrlHelper(IUrlHelperFactory urls, IActionContextAccessor action)
    {
        _urls = urls;
        _action = action;
    }

    public string RouteUrl(
        string routeName, object values = null, string protocol = null, string host = null, string fragment = null)
    {
        return _urls.GetUrlHelper(_action.ActionContext).RouteUrl(routeName, values, protocol, host, fragment);
    }
}
