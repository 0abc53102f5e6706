using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Localization;
using Nop.Data;
using Sandbox.Hosting;

namespace Sandbox.Seed;

/// <summary>Languages, currencies and countries.</summary>
internal sealed class PlacesSeed
{
    public const int PrimaryCurrency = 1;

    private readonly IRepository<Language> _languages;
    private readonly IRepository<Currency> _currencies;
    private readonly IRepository<Country> _countries;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _time;

    public PlacesSeed(IRepository<Language> languages, IRepository<Currency> currencies, IRepository<Country> countries,
        SandboxOptions options, TimeProvider time)
    {
        _options = options;
        _languages = languages;
        _currencies = currencies;
        _countries = countries;
        _time = time;
    }

    public async Task PlantAsync()
    {
        await _languages.InsertAsync(ShopLanguages.Of(_options.AllLanguages).ToList());
        await _currencies.InsertAsync(
        [
            Currency("Euro", "EUR", 1m, "en-IE", 1),
            Currency("Svensk krona", "SEK", 11.2345m, "sv-SE", 2),
            Currency("US dollar", "USD", 1.0872m, "en-US", 3)
        ]);
        await _countries.InsertAsync(
        [
            Country("Sweden", "SE", "SWE", 752, 1),
            Country("Denmark", "DK", "DNK", 208, 2),
            Country("Finland", "FI", "FIN", 246, 2),
            Country("Germany", "DE", "DEU", 276, 2),
            Country("Norway", "NO", "NOR", 578, 2)
        ]);
    }

    private Currency Currency(string name, string code, decimal rate, string locale, int order)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return new Currency
        {
            Name = name,
            CurrencyCode = code,
            Rate = rate,
            DisplayLocale = locale,
            Published = true,
            DisplayOrder = order,
            RoundingType = RoundingType.Rounding001,
            CreatedOnUtc = now,
            UpdatedOnUtc = now
        };
    }

    private static Country Country(string name, string twoLetters, string threeLetters, int number, int order) => new()
    {
        Name = name,
        TwoLetterIsoCode = twoLetters,
        ThreeLetterIsoCode = threeLetters,
        NumericIsoCode = number,
        AllowsBilling = true,
        AllowsShipping = true,
        SubjectToVat = twoLetters != "NO",
        Published = true,
        DisplayOrder = order
    };
}
