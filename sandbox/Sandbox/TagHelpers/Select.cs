using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Nop.Core.Domain.Common;
using Nop.Web.Framework.TagHelpers.Admin;

namespace Sandbox.TagHelpers;

/// <summary>A list to choose from, for a property or by a name.</summary>
internal sealed class Select : NopSelectTagHelper
{
    private readonly IHtmlHelper _html;

    public Select(AdminAreaSettings adminAreaSettings, IHtmlHelper htmlHelper) : base(adminAreaSettings, htmlHelper)
    {
        _html = htmlHelper;
    }

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var htmlAttributes = output.Attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value);
        htmlAttributes["class"] = $"form-control {output.Attributes["class"]?.Value}".Trim();

        ((IViewContextAware)_html).Contextualize(ViewContext);
        var name = string.IsNullOrEmpty(Name) ? For.Name : Name;
        output.SuppressOutput();
        output.Content.SetHtmlContent(IsMultiple == "true"
            ? _html.ListBox(name, Items, htmlAttributes)
            : _html.DropDownList(name, Items, htmlAttributes));
        if (IsRequired == "true")
            output.PostContent.SetHtmlContent("<span class=\"required\">*</span>");
        return Task.CompletedTask;
    }
}
