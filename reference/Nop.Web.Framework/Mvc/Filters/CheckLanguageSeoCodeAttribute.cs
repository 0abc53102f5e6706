using Microsoft.AspNetCore.Mvc;

namespace Nop.Web.Framework.Mvc.Filters;

public sealed class CheckLanguageSeoCodeAttribute : TypeFilterAttribute
{
    public CheckLanguageSeoCodeAttribute(bool ignore = false)
        : base(typeof(DeclaredFilter))
    {
        IgnoreFilter = ignore;
        Arguments = [this];
    }

    public bool IgnoreFilter { get; }
}
