using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Nop.Web.Framework.Factories;
using Nop.Web.Framework.TagHelpers.Admin;

namespace Sandbox.TagHelpers;

/// <summary>A part of a page with a title that folds it.</summary>
internal sealed class Card : NopCardTagHelper
{
    public Card(IViewComponentHelper viewComponentHelper, IWidgetModelFactory widgetModelFactory)
        : base(viewComponentHelper, widgetModelFactory)
    {
    }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "card card-default");
        output.Attributes.SetAttribute("id", Name);
        output.Content.SetHtmlContent(
            $"<details{(IsHide ? "" : " open")}><summary class=\"card-header\">{WebUtility.HtmlEncode(Title)}</summary>"
            + "<div class=\"card-body\">");
        output.Content.AppendHtml(content);
        output.Content.AppendHtml("</div></details>");
    }
}
