using System.Globalization;
using Microsoft.AspNetCore.Mvc.Razor;
using Nop.Core.Infrastructure;
using Nop.Services.Localization;
using Nop.Web.Framework.Localization;

namespace Nop.Web.Framework.Mvc.Razor;

public abstract class NopRazorPage<TModel> : RazorPage<TModel>
{
    public Localizer T => Localize;

    private static LocalizedString Localize(string text, object[] args)
    {
        var words = EngineContext.Current.Resolve<ILocalizationService>().GetResourceAsync(text).GetAwaiter().GetResult();
        if (string.IsNullOrEmpty(words))
            return new LocalizedString(text);

        return new LocalizedString(args is { Length: > 0 } ? string.Format(CultureInfo.CurrentCulture, words, args) : words);
    }
}
