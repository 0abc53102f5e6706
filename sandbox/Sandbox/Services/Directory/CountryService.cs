using Nop.Core.Caching;
using Nop.Core.Domain.Directory;
using Nop.Data;
using Nop.Services.Directory;

namespace Sandbox.Services.Directory;

internal sealed class CountryService : ICountryService
{
    private static readonly CacheKey _allKey = new("Nop.country.all.{0}");

    private readonly IRepository<Country> _countries;

    public CountryService(IRepository<Country> countries)
    {
        _countries = countries;
    }

    public Task<IList<Country>> GetAllCountriesAsync(int languageId = 0, bool showHidden = false)
    {
        return _countries.GetAllAsync(query => query
            .Where(country => showHidden || country.Published)
            .OrderBy(country => country.DisplayOrder).ThenBy(country => country.Name),
            caches => caches.PrepareKeyForDefaultCache(_allKey, showHidden));
    }

    public Task<Country> GetCountryByIdAsync(int countryId) => _countries.GetByIdAsync(countryId, _ => default);

    public Task<Country> GetCountryByTwoLetterIsoCodeAsync(string twoLetterIsoCode)
    {
        return Task.FromResult(_countries.Table.FirstOrDefault(country => country.TwoLetterIsoCode == twoLetterIsoCode));
    }
}
