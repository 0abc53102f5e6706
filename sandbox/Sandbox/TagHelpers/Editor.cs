using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Nop.Web.Framework.TagHelpers.Admin;

namespace Sandbox.TagHelpers;

/// <summary>The field that suits a model property's type.</summary>
internal sealed class Editor : NopEditorTagHelper
{
    private readonly IHtmlHelper _html;

    public Editor(IHtmlHelper htmlHelper) : base(htmlHelper)
    {
        _html = htmlHelper;
    }

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var htmlAttributes = HtmlHelper.AnonymousObjectToHtmlAttributes(CustomHtmlAttributes);
        if (RenderFormControlClass is null ? For.Metadata.ModelType == typeof(string) : RenderFormControlClass == "true")
            htmlAttributes["class"] = "form-control";

        ((IViewContextAware)_html).Contextualize(ViewContext);
        output.SuppressOutput();
        output.Content.SetHtmlContent(_html.Editor(For.Name, Template, new { htmlAttributes }));
        if (IsRequired == "true")
            output.PostContent.SetHtmlContent("<span class=\"required\">*</span>");
        if (!string.IsNullOrEmpty(Postfix))
            output.PostContent.Append(Postfix);
        return Task.CompletedTask;
    }
}
