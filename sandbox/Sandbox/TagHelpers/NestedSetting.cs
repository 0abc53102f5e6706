using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Nop.Web.Framework.TagHelpers.Admin;

namespace Sandbox.TagHelpers;

/// <summary>Settings that only count when another is on, or off; the admin's script shows and hides them.</summary>
internal sealed class NestedSetting : NopNestedSettingTagHelper
{
    public NestedSetting(IHtmlGenerator generator) : base(generator)
    {
    }

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "nested-setting");
        if (!DisableAutoGeneration)
        {
            output.Attributes.SetAttribute("data-nested-in", TagBuilder.CreateSanitizedId(For.Name, "_"));
            output.Attributes.SetAttribute("data-inverted", IsConditionInvert ? "true" : "false");
        }

        return Task.CompletedTask;
    }
}
