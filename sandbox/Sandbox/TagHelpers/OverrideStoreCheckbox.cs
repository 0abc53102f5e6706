using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Nop.Services.Stores;
using Nop.Web.Framework.TagHelpers.Admin;

namespace Sandbox.TagHelpers;

/// <summary>The box that says: this store has a value of its own. Only there while one store's settings are edited.</summary>
internal sealed class OverrideStoreCheckbox : NopOverrideStoreCheckboxHelper
{
    private readonly IHtmlHelper _html;
    private readonly IStoreService _stores;

    public OverrideStoreCheckbox(IHtmlHelper htmlHelper, IStoreService stores) : base(htmlHelper)
    {
        _html = htmlHelper;
        _stores = stores;
    }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.SuppressOutput();
        if (StoreScope == 0 || (await _stores.GetAllStoresAsync()).Count < 2)
            return;

        ((IViewContextAware)_html).Contextualize(ViewContext);
        output.Content.SetHtmlContent(_html.CheckBox(For.Name, null, new
        {
            @class = "multi-store-override-option",
            data_for_input_selector = Selector(),
            aria_label = $"{Input?.Name}: this store has a value of its own"
        }));
    }

    private string Selector()
    {
        var inputs = new[] { Input, Input2 }
            .Where(input => input is not null)
            .Select(input => $"#{_html.Id(input.Name)}")
            .ToList();
        return inputs.Count > 0
            ? string.Join(", ", inputs)
            : $"#{ParentContainer} input, #{ParentContainer} textarea, #{ParentContainer} select";
    }
}
