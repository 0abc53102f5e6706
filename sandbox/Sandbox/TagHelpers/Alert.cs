using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Nop.Web.Framework.TagHelpers.Admin;

namespace Sandbox.TagHelpers;

/// <summary>A message that a page's script shows when there is something to say.</summary>
internal sealed class Alert : NopAlertTagHelper
{
    public Alert(IHtmlGenerator generator, IHtmlHelper htmlHelper) : base(generator, htmlHelper)
    {
    }

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("id", AlertId);
        output.Attributes.SetAttribute("class", "alert alert-warning");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("hidden", "hidden");
        output.Content.SetContent(Message);
        return Task.CompletedTask;
    }
}
