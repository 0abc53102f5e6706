using Moq;
using Nop.Core;
using Nop.Core.Domain.Directory;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Catalog;
using Nop.Services.Directory;
using Nop.Services.Localization;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Factories;

[SetCulture("en-US")]
public class PaymentTextsTests
{
    [TestCase("JPY", "125 JPY")]
    [TestCase("KRW", "125 KRW")]
    [TestCase("SEK", "125.00 SEK")]
    public async Task A_currency_that_the_shop_does_not_have_is_written_with_its_decimals(string currencyCode, string expected)
    {
        var currencies = Mock.Of<ICurrencyService>();
        var texts = new PaymentTexts(Mock.Of<IPriceFormatter>(), new PrimaryCurrency(currencies, new CurrencySettings()), currencies,
            Mock.Of<ILocalizationService>(), Mock.Of<IWorkContext>());

        Assert.That(await texts.FormatAsync(125m, currencyCode), Is.EqualTo(expected));
    }
}
