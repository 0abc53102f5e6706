using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Nop.Web.Framework.TagHelpers.Admin;

namespace Sandbox.TagHelpers;

/// <summary>A field for several lines.</summary>
internal sealed class TextArea : NopTextAreaTagHelper
{
    public TextArea(IHtmlGenerator generator) : base(generator)
    {
    }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "textarea";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"form-control {output.Attributes["class"]?.Value}".Trim());
        foreach (var (name, value) in HtmlHelper.AnonymousObjectToHtmlAttributes(CustomHtmlAttributes))
            output.Attributes.SetAttribute(name, value);
        await base.ProcessAsync(context, output);
    }
}
