using Microsoft.AspNetCore.Mvc;

namespace Nop.Web.Framework.Mvc.Filters;

public sealed class WwwRequirementAttribute : TypeFilterAttribute
{
    public WwwRequirementAttribute()
        : base(typeof(DeclaredFilter))
    {
        Arguments = [this];
    }
}
