using System.Globalization;
using Nop.Core.Caching;
using Nop.Core.Domain.Localization;
using Nop.Data;
using Nop.Services.Localization;

namespace Sandbox.Services.Localization;

internal sealed class LanguageService : ILanguageService
{
    private static readonly CacheKey _allKey = new("Nop.language.all.{0}");

    private readonly IRepository<Language> _languages;

    public LanguageService(IRepository<Language> languages)
    {
        _languages = languages;
    }

    public Task<IList<Language>> GetAllLanguagesAsync(bool showHidden = false, int storeId = 0)
    {
        return _languages.GetAllAsync(
            query => query.Where(language => showHidden || language.Published).OrderBy(language => language.DisplayOrder),
            caches => caches.PrepareKeyForDefaultCache(_allKey, showHidden));
    }

    public IList<Language> GetAllLanguages(bool showHidden = false, int storeId = 0)
    {
        return GetAllLanguagesAsync(showHidden, storeId).GetAwaiter().GetResult();
    }

    public Task<Language> GetLanguageByIdAsync(int languageId) => _languages.GetByIdAsync(languageId, _ => default);

    public string GetTwoLetterIsoLanguageName(Language language)
    {
        return string.IsNullOrEmpty(language?.LanguageCulture)
            ? "en"
            : CultureInfo.GetCultureInfo(language.LanguageCulture).TwoLetterISOLanguageName;
    }
}
