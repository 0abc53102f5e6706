using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Nop.Core;
using Nop.Web.Framework.UI;

namespace Sandbox.Hosting;

/// <summary>What a page and its parts put into the page's head and foot.</summary>
internal sealed class PageHead : INopHtmlHelper
{
    private readonly IStoreContext _storeContext;
    private readonly List<string> _titles = [];
    private readonly List<string> _head = [];
    private readonly List<string> _classes = [];
    private readonly List<string> _styles = [];
    private readonly List<(ResourceLocation Location, string Source)> _scripts = [];
    private readonly List<(ResourceLocation Location, string Script)> _inline = [];
    private string _menuItem;

    public PageHead(IStoreContext storeContext)
    {
        _storeContext = storeContext;
    }

    public void AddTitleParts(string part) => Add(_titles, part);

    public void AppendTitleParts(string part) => _titles.Insert(0, part);

    public async Task<IHtmlContent> GenerateTitleAsync(bool addDefaultTitle = true, string part = "")
    {
        AppendTitleParts(part);
        var parts = _titles.Where(title => !string.IsNullOrEmpty(title)).Reverse().ToList();
        if (addDefaultTitle)
            parts.Add((await _storeContext.GetCurrentStoreAsync()).Name);
        return new HtmlString(HtmlEncoder.Default.Encode(string.Join(" – ", parts)));
    }

    public void AddScriptParts(ResourceLocation location, string src, string debugSrc = "", bool excludeFromBundle = false) =>
        _scripts.Add((location, src));

    public void AppendScriptParts(ResourceLocation location, string src, string debugSrc = "", bool excludeFromBundle = false) =>
        _scripts.Insert(0, (location, src));

    public IHtmlContent GenerateScripts(ResourceLocation location) => Lines(_scripts
        .Where(script => script.Location == location)
        .Select(script => $"<script src=\"{Url(script.Source)}\"></script>"));

    public void AddInlineScriptParts(ResourceLocation location, string script) => _inline.Add((location, script));

    public void AppendInlineScriptParts(ResourceLocation location, string script) => _inline.Insert(0, (location, script));

    public IHtmlContent GenerateInlineScripts(ResourceLocation location) =>
        Lines(_inline.Where(script => script.Location == location).Select(script => script.Script));

    public void AddCssFileParts(string src, string debugSrc = "", bool excludeFromBundle = false) => Add(_styles, src);

    public void AppendCssFileParts(string src, string debugSrc = "", bool excludeFromBundle = false) => _styles.Insert(0, src);

    public IHtmlContent GenerateCssFiles() =>
        Lines(_styles.Select(style => $"<link rel=\"stylesheet\" href=\"{Url(style)}\" />"));

    public void AddHeadCustomParts(string part) => Add(_head, part);

    public void AppendHeadCustomParts(string part) => _head.Insert(0, part);

    public IHtmlContent GenerateHeadCustom() => Lines(_head);

    public void AddPageCssClassParts(string part) => Add(_classes, part);

    public void AppendPageCssClassParts(string part) => _classes.Insert(0, part);

    public string GeneratePageCssClasses(string part = "") => string.Join(' ', _classes.Append(part)).Trim();

    public void SetActiveMenuItemSystemName(string systemName) => _menuItem = systemName;

    public string GetActiveMenuItemSystemName() => _menuItem;

    private static void Add(List<string> parts, string part)
    {
        if (!string.IsNullOrEmpty(part))
            parts.Add(part);
    }

    private static string Url(string source) => HtmlEncoder.Default.Encode(source.TrimStart('~'));

    private static HtmlString Lines(IEnumerable<string> lines) => new(string.Join('\n', lines.Distinct()));
}
