using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Nop.Web.Framework.TagHelpers.Admin;

namespace Sandbox.TagHelpers;

/// <summary>Makes a button ask before it acts; the admin's script does the asking.</summary>
internal sealed class ActionConfirmation : NopActionConfirmationTagHelper
{
    public ActionConfirmation(IHtmlGenerator generator, IHtmlHelper htmlHelper) : base(generator, htmlHelper)
    {
    }

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("data-confirm-button", ButtonId);
        output.Attributes.SetAttribute("data-text", string.IsNullOrEmpty(ConfirmText) ? "Are you sure?" : ConfirmText);
        output.Attributes.SetAttribute("hidden", "hidden");
        return Task.CompletedTask;
    }
}
