using Microsoft.AspNetCore.Mvc;

namespace Nop.Web.Framework.Mvc.Filters;

public sealed class HttpsRequirementAttribute : TypeFilterAttribute
{
    public HttpsRequirementAttribute(bool ignore = false)
        : base(typeof(DeclaredFilter))
    {
        IgnoreFilter = ignore;
        Arguments = [this];
    }

    public bool IgnoreFilter { get; }
}
