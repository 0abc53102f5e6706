using Microsoft.AspNetCore.Html;

namespace Nop.Web.Framework.UI;

public interface INopHtmlHelper
{
    void AddTitleParts(string part);

    void AppendTitleParts(string part);

    Task<IHtmlContent> GenerateTitleAsync(bool addDefaultTitle = true, string part = "");

    void AddScriptParts(ResourceLocation location, string src, string debugSrc = "", bool excludeFromBundle = false);

    void AppendScriptParts(ResourceLocation location, string src, string debugSrc = "", bool excludeFromBundle = false);

    IHtmlContent GenerateScripts(ResourceLocation location);

    void AddInlineScriptParts(ResourceLocation location, string script);

    void AppendInlineScriptParts(ResourceLocation location, string script);

    IHtmlContent GenerateInlineScripts(ResourceLocation location);

    void AddCssFileParts(string src, string debugSrc = "", bool excludeFromBundle = false);

    void AppendCssFileParts(string src, string debugSrc = "", bool excludeFromBundle = false);

    IHtmlContent GenerateCssFiles();

    void AddHeadCustomParts(string part);

    void AppendHeadCustomParts(string part);

    IHtmlContent GenerateHeadCustom();

    void AddPageCssClassParts(string part);

    void AppendPageCssClassParts(string part);

    string GeneratePageCssClasses(string part = "");

    void SetActiveMenuItemSystemName(string systemName);

    string GetActiveMenuItemSystemName();
}
