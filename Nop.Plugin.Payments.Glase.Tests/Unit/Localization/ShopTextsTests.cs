using Moq;
using Nop.Core.Caching;
using Nop.Core.Domain.Localization;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Services.Localization;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Localization;

public class ShopTextsTests
{
    private const string Title = "Plugins.Payments.Glase.Payment.Paid.Title";
    private const string Amount = "Plugins.Payments.Glase.Payment.Amount";

    private readonly Language _german = new() { Id = 7, LanguageCulture = "de-DE", UniqueSeoCode = "de" };
    private readonly Language _icelandic = new() { Id = 8, LanguageCulture = "is-IS", UniqueSeoCode = "is" };
    private readonly Dictionary<int, IDictionary<string, string>> _added = [];
    private readonly Dictionary<string, KeyValuePair<int, string>> _present = [];
    private readonly List<string> _steps = [];

    private ShopTexts _texts;

    [SetUp]
    public void Open()
    {
        _added.Clear();
        _present.Clear();
        _steps.Clear();
        var languages = new Mock<ILanguageService>();
        languages.Setup(service => service.GetAllLanguagesAsync(true, 0)).ReturnsAsync([_german, _icelandic]);
        var localization = new Mock<ILocalizationService>();
        localization.Setup(service => service.GetAllResourceValuesAsync(_german.Id, null)).ReturnsAsync(_present);
        localization.Setup(service =>
                service.AddOrUpdateLocaleResourceAsync(It.IsAny<IDictionary<string, string>>(), It.IsAny<int?>()))
            .Callback((IDictionary<string, string> texts, int? language) =>
            {
                _steps.Add("add");
                _added.Add(language.Value, texts);
            })
            .Returns(Task.CompletedTask);
        var cache = new Mock<IStaticCacheManager>();
        cache.Setup(manager => manager.RemoveByPrefixAsync("Nop.language.all.")).Callback(() => _steps.Add("forget"))
            .Returns(Task.CompletedTask);
        _texts = new ShopTexts(languages.Object, localization.Object, cache.Object);
    }

    [Test]
    public async Task Each_language_gets_its_own_and_others_English()
    {
        await _texts.AddToAllAsync();

        Assert.That(_added.Keys, Is.EquivalentTo(new[] { _german.Id, _icelandic.Id }));
        Assert.That(_added[_german.Id][Title], Is.EqualTo("Bezahlt, vielen Dank"));
        Assert.That(_added[_icelandic.Id], Is.EqualTo(GlaseResources.Load()));
    }

    [Test]
    public async Task A_new_language_gets_all_texts_once_nopCommerce_knows_it()
    {
        await _texts.CompleteAsync(_german);

        Assert.That(_added[_german.Id], Is.EqualTo(GlaseResources.LoadFor(_german)));
        Assert.That(_steps, Is.EqualTo(new[] { "forget", "add" }));
    }

    [Test]
    public async Task A_language_that_changes_gets_other_texts_but_keeps_the_owner_s()
    {
        HavePresent(GlaseResources.Load());
        _present[Amount.ToLowerInvariant()] = KeyValuePair.Create(1, "Zu zahlen");

        await _texts.CompleteAsync(_german);

        Assert.That(_added[_german.Id], Does.ContainKey(Title).And.Not.ContainKey(Amount));
        Assert.That(_added[_german.Id].Keys, Is.SubsetOf(GlaseResources.Load("de").Keys));
    }

    [Test]
    public async Task A_language_that_has_its_texts_is_left_alone()
    {
        HavePresent(GlaseResources.LoadFor(_german));

        await _texts.CompleteAsync(_german);

        Assert.That(_steps, Is.Empty);
    }

    private void HavePresent(IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (name, text) in texts)
            _present[name.ToLowerInvariant()] = KeyValuePair.Create(1, text);
    }
}
