using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Sandbox.TagHelpers;

/// <summary>Makes tag helpers. Where one is only declared, it makes the sandbox's, which does something.</summary>
internal sealed class SandboxTagHelperActivator : ITagHelperActivator
{
    private static readonly Dictionary<Type, Type> _substitutes = typeof(SandboxTagHelperActivator).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(TagHelper)) && type.Namespace == typeof(SandboxTagHelperActivator).Namespace)
        .ToDictionary(type => type.BaseType);

    public TTagHelper Create<TTagHelper>(ViewContext context) where TTagHelper : ITagHelper
    {
        var type = _substitutes.GetValueOrDefault(typeof(TTagHelper), typeof(TTagHelper));
        return (TTagHelper)ActivatorUtilities.CreateInstance(context.HttpContext.RequestServices, type);
    }
}
