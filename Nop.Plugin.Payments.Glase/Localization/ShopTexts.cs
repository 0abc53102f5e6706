using Nop.Core.Caching;
using Nop.Core.Domain.Localization;
using Nop.Services.Localization;

namespace Nop.Plugin.Payments.Glase.Localization;

/// <summary>
/// Puts the plugin's texts into the languages of a shop, and takes them out again.
/// </summary>
public class ShopTexts(ILanguageService languageService, ILocalizationService localizationService, IStaticCacheManager cache)
{
    /// <summary>
    /// Gives each of the shop's languages its texts, hidden ones too, in place of those it has.
    /// </summary>
    public async Task AddToAllAsync()
    {
        foreach (var language in await languageService.GetAllLanguagesAsync(showHidden: true))
            await AddAsync(language, GlaseResources.LoadFor(language));
    }

    /// <summary>
    /// Gives each of the shop's languages, hidden ones too, the texts that it lacks; see <see cref="CompleteAsync"/>.
    /// </summary>
    public async Task CompleteAllAsync()
    {
        foreach (var language in await languageService.GetAllLanguagesAsync(showHidden: true))
            await CompleteAsync(language);
    }

    /// <summary>
    /// Gives a language the texts that it lacks, or still has in a language that it no longer is. What the shop's owner wrote
    /// stays.
    /// </summary>
    public async Task CompleteAsync(Language language)
    {
        var present = await localizationService.GetAllResourceValuesAsync(language.Id, loadPublicLocales: null);
        var ours = GlaseResources.Languages.Select(GlaseResources.Load).ToList();

        bool IsDue(KeyValuePair<string, string> text)
        {
            if (!present.TryGetValue(text.Key.ToLowerInvariant(), out var current))
                return true;
            return current.Value != text.Value
                && ours.Exists(pack => pack.TryGetValue(text.Key, out var own) && own == current.Value);
        }

        var due = GlaseResources.LoadFor(language).Where(IsDue).ToDictionary();
        if (due.Count == 0)
            return;

        // nopCommerce takes texts only for languages on this list, and an event consumer that clears it may be called after this one.
        await cache.RemoveByPrefixAsync(NopEntityCacheDefaults<Language>.AllPrefix);
        await AddAsync(language, due);
    }

    /// <summary>
    /// Takes the plugin's texts out of all languages.
    /// </summary>
    public async Task RemoveAsync()
    {
        await localizationService.DeleteLocaleResourcesAsync(GlaseDefaults.ResourcePrefix + ".");
        await localizationService.DeleteLocaleResourcesAsync(GlaseDefaults.EnumResourcePrefix + ".");
        await localizationService.DeleteLocaleResourceAsync(GlaseDefaults.PaymentLinkTemplateDescription);
    }

    private Task AddAsync(Language language, IReadOnlyDictionary<string, string> texts)
    {
        return localizationService.AddOrUpdateLocaleResourceAsync(new Dictionary<string, string>(texts), language.Id);
    }
}
