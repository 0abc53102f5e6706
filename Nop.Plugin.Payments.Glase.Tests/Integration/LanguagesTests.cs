using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Messages;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Localization;
using Nop.Services.Messages;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Which texts a shop gets, in a shop with English, Swedish and Arabic.
/// </summary>
public class LanguagesTests
{
    private ShopFixture _fixture;

    [SetUp]
    public async Task OpenShop() => _fixture = await ShopFixture.StartAsync();

    [TearDown]
    public async Task CloseShop() => await _fixture.DisposeAsync();

    [Test]
    public async Task A_Swedish_shopper_pays_in_Swedish_and_so_does_the_phone()
    {
        using var httpShopper = _fixture.NewShopper();
        await ChooseAsync(httpShopper, "sv");
        await httpShopper.PutIntoCartAsync();
        var code = await httpShopper.CheckOutAsync();

        Assert.That(httpShopper.Page.QuerySelector("glase-payment").TextContent, Does.Contain("Skanna koden för att betala"));
        Assert.That(RowsOf(code), Does.Contain("Frakt"));
    }

    [TestCase(true, "Frakt")]
    [TestCase(false, "Beställning")]
    public async Task An_order_s_invoice_stays_in_its_shopper_s_language_when_others_change_the_order(bool withRows, string row)
    {
        await _fixture.ChangeAsync(settings =>
        {
            settings.QrCodePlacement = QrCodePlacement.AfterOrder;
            settings.SendInvoiceRows = withRows;
        });
        using var httpShopper = _fixture.NewShopper();
        await ChooseAsync(httpShopper, "sv");
        await httpShopper.PutIntoCartAsync();
        await httpShopper.CheckOutAsync();
        await httpShopper.ContinueAndConfirmAsync();

        await _fixture.ChangeAllAsync<Order>(order => order.OrderTotal = 7.5m);

        Assert.That(_fixture.Glase.Invoice(httpShopper.Code.Reference).Content.TotalAmount.Value, Is.EqualTo(7.5m));
        Assert.That(RowsOf(httpShopper.Code), Does.Contain(row));
    }

    [Test]
    public async Task The_reference_on_an_order_that_the_task_places_is_in_the_shopper_s_language()
    {
        using var httpShopper = _fixture.NewShopper();
        await ChooseAsync(httpShopper, "sv");
        await httpShopper.PutIntoCartAsync();
        var code = await httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _fixture.Glase.NotifyAsync(code.Reference);
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);

        await _fixture.RunTaskAsync();

        var values = new CustomValues();
        values.FillByXml((await _fixture.OnlyOrderAsync()).CustomValuesXml);
        Assert.That(values.Select(value => value.Name), Is.EqualTo(new[] { "Glase-referens" }));
    }

    [Test]
    public async Task A_language_that_is_added_later_gets_its_texts()
    {
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<Language>>().InsertAsync(new Language
        {
            Name = "Deutsch", LanguageCulture = "de-AT", UniqueSeoCode = "de", Published = true, DisplayOrder = 9
        }));

        using var httpShopper = _fixture.NewShopper();
        await ChooseAsync(httpShopper, "de");
        await httpShopper.PutIntoCartAsync();
        await httpShopper.CheckOutAsync();

        Assert.That(httpShopper.Page.QuerySelector("glase-payment").TextContent, Does.Contain("Zum Bezahlen den Code scannen"));
    }

    [Test]
    public async Task A_language_whose_culture_changes_changes_its_texts()
    {
        var swedish = await LanguageAsync("sv");
        swedish.LanguageCulture = "fi-FI";
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<Language>>().UpdateAsync(swedish));

        Assert.That((await TextsAsync(swedish.Id))["plugins.payments.glase.payment.paid.title"], Is.EqualTo("Maksettu, kiitos"));
        Assert.That(await SubjectAsync(swedish.Id), Is.EqualTo("%Store.Name%: Maksulinkki tilaukselle %Order.OrderNumber%"));
    }

    [Test]
    public async Task Uninstalling_takes_the_texts_out_of_all_languages()
    {
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<GlaseInstaller>().UninstallAsync());

        Assert.That((await _fixture.AllAsync<LocaleStringResource>()).Select(text => text.ResourceName)
            .Where(name => name.Contains("glase", StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(await OwnTemplatesAsync(), Is.Empty);
    }

    [Test]
    public async Task What_the_owner_makes_of_the_message_template_stays_on_an_update()
    {
        var template = (await OwnTemplatesAsync()).Single();
        var swedish = await LanguageAsync("sv");
        await _fixture.Shop.RunAsync(async services =>
        {
            await services.GetRequiredService<ILocalizedEntityService>().SaveLocalizedValueAsync(template, all => all.Subject, "Betala nu", swedish.Id);
            template.IsActive = false;
            await services.GetRequiredService<IMessageTemplateService>().UpdateMessageTemplateAsync(template);
            await services.GetRequiredService<GlaseInstaller>().UpdateAsync();
            await services.GetRequiredService<IRepository<Language>>().UpdateAsync(swedish);
        });

        Assert.That((await OwnTemplatesAsync()).Single().IsActive, Is.False);
        Assert.That(await SubjectAsync(swedish.Id), Is.EqualTo("Betala nu"));
    }

    [Test]
    public async Task Each_language_of_the_shop_has_each_text()
    {
        foreach (var language in await _fixture.AllAsync<Language>())
            Assert.That((await TextsAsync(language.Id)).Count, Is.EqualTo(GlaseResources.Load().Count), language.Name);
    }

    private async Task<IEnumerable<MessageTemplate>> OwnTemplatesAsync()
    {
        return (await _fixture.AllAsync<MessageTemplate>()).Where(template => template.Name == GlaseDefaults.PaymentLinkTemplate);
    }

    private async Task<string> SubjectAsync(int languageId)
    {
        var template = (await OwnTemplatesAsync()).Single();
        return await _fixture.Shop.RunAsync(services => services.GetRequiredService<ILocalizationService>()
            .GetLocalizedAsync(template, all => all.Subject, languageId));
    }

    private IEnumerable<string> RowsOf(PaymentElement code)
    {
        return _fixture.Glase.Invoice(code.Reference).Content.InvoiceRows.Select(row => row.ItemDescription);
    }

    private async Task ChooseAsync(HttpShopper httpShopper, string code)
    {
        await httpShopper.GoAsync("");
        await httpShopper.GoAsync($"changelanguage/{(await LanguageAsync(code)).Id}");
    }

    private async Task<Language> LanguageAsync(string code)
    {
        return (await _fixture.AllAsync<Language>()).Single(language => language.UniqueSeoCode == code);
    }

    private async Task<Dictionary<string, string>> TextsAsync(int languageId)
    {
        return (await _fixture.AllAsync<LocaleStringResource>())
            .Where(text => text.LanguageId == languageId && text.ResourceName.Contains("glase", StringComparison.Ordinal))
            .ToDictionary(text => text.ResourceName, text => text.ResourceValue);
    }
}
