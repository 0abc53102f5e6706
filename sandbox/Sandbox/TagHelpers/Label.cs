using System.Net;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Nop.Core;
using Nop.Services.Localization;
using Nop.Web.Framework.Mvc.ModelBinding;
using Nop.Web.Framework.TagHelpers.Admin;

namespace Sandbox.TagHelpers;

/// <summary>A field's label with its hint, by the property's resource key.</summary>
internal sealed class Label : NopLabelTagHelper
{
    private readonly ILocalizationService _texts;
    private readonly IWorkContext _workContext;

    public Label(IHtmlGenerator generator, ILocalizationService localizationService, IWorkContext workContext)
        : base(generator, localizationService, workContext)
    {
        _texts = localizationService;
        _workContext = workContext;
    }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var key = (For.Metadata as DefaultModelMetadata)?.Attributes.PropertyAttributes?
            .OfType<NopResourceDisplayNameAttribute>().FirstOrDefault()?.ResourceKey;
        var text = key is null ? null : await _texts.GetResourceAsync(key);

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "label-wrapper");
        output.Content.SetHtmlContent(
            Generator.GenerateLabel(ViewContext, For.ModelExplorer, For.Name, text, new { @class = "col-form-label" }));

        var hint = DisplayHint && key is not null ? await HintAsync(key) : null;
        if (!string.IsNullOrEmpty(hint))
            output.Content.AppendHtml($"<span class=\"ico-help\" title=\"{WebUtility.HtmlEncode(hint)}\">?</span>");
    }

    private async Task<string> HintAsync(string key)
    {
        var language = await _workContext.GetWorkingLanguageAsync();
        return await _texts.GetResourceAsync($"{key}.Hint", language.Id, logIfNotFound: false, returnEmptyIfNotFound: true);
    }
}
