using Nop.Core.Domain.Localization;
using Nop.Plugin.Payments.Glase.Localization;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Localization;

public class ShopLanguageTests
{
    private const string Title = "Plugins.Payments.Glase.Payment.Paid.Title";
    private const string ForAdmins = "Plugins.Payments.Glase.Panel.Status";

    [TestCase("sv-SE", "sv", ExpectedResult = "sv")]
    [TestCase("sv-FI", "sv", ExpectedResult = "sv", TestName = "Region makes no difference")]
    [TestCase("pt-PT", "pt", ExpectedResult = "pt")]
    [TestCase("pt-BR", "pt", ExpectedResult = "pt-BR", TestName = "Brazil has texts of its own")]
    [TestCase("PT_br", "pt", ExpectedResult = "pt-BR")]
    [TestCase("pt-AO", "pt-br", ExpectedResult = "pt")]
    [TestCase("nb-NO", "nb", ExpectedResult = "nb")]
    [TestCase("nn-NO", "nn", ExpectedResult = "nb")]
    [TestCase("no", "no", ExpectedResult = "nb")]
    [TestCase("ar-SA", "ar", ExpectedResult = "ar")]
    [TestCase("de_AT", "de", ExpectedResult = "de")]
    [TestCase("FR-ca", "fr", ExpectedResult = "fr")]
    [TestCase("en-GB", "en", ExpectedResult = "en")]
    [TestCase("fi", "sv", ExpectedResult = "fi", TestName = "Culture counts more than the code in addresses")]
    [TestCase("se-NO", "no", ExpectedResult = "nb", TestName = "Code in addresses counts where the culture is none of ours")]
    [TestCase(null, "pl", ExpectedResult = "pl")]
    [TestCase("", null, ExpectedResult = "en")]
    [TestCase(null, null, ExpectedResult = "en")]
    [TestCase("is-IS", "is", ExpectedResult = "en")]
    [TestCase("svx-SE", "xx", ExpectedResult = "en", TestName = "A code that only begins like ours is another language")]
    public string Texts_are_found_by(string culture, string code)
    {
        return GlaseResources.FindFor(new Language { LanguageCulture = culture, UniqueSeoCode = code });
    }

    [Test]
    public void What_a_language_has_not_is_English()
    {
        var texts = GlaseResources.LoadFor(new Language { LanguageCulture = "fi-FI" });

        Assert.That(texts.Keys, Is.EquivalentTo(GlaseResources.Load().Keys));
        Assert.That(texts[Title], Is.EqualTo("Maksettu, kiitos"));
        Assert.That(texts[ForAdmins], Is.EqualTo(GlaseResources.Load()[ForAdmins]));
    }
}
