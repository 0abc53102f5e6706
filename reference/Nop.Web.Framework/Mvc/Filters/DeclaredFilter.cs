using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Nop.Core;

namespace Nop.Web.Framework.Mvc.Filters;

/// <summary>
/// Stands where nopCommerce has its filter. Until the sandbox says what the attribute does, no action under it runs.
/// </summary>
internal sealed class DeclaredFilter(TypeFilterAttribute attribute) : IAsyncAuthorizationFilter
{
    /// <summary>Filled in by the sandbox; gets every attribute of this namespace.</summary>
    internal static Func<TypeFilterAttribute, AuthorizationFilterContext, Task> Behaviour { get; set; }

    public Task OnAuthorizationAsync(AuthorizationFilterContext context) =>
        (Behaviour ?? throw DeclarationOnly.Called(attribute.GetType().Name))(attribute, context);
}
