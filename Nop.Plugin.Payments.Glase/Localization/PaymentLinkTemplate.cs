using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Messages;
using Nop.Services.Localization;
using Nop.Services.Messages;

namespace Nop.Plugin.Payments.Glase.Localization;

/// <summary>
/// The message template of the email that an admin sends a payment link with: puts it into a shop in all of its languages, and takes it out
/// again. What the shop's owner makes of it stays.
/// </summary>
public class PaymentLinkTemplate(IMessageTemplateService templateService, EmailAccountSettings emailAccountSettings,
    ILanguageService languageService, ILocalizationService localizationService, ILocalizedEntityService localizedEntityService)
{
    private const string OrderNumber = "%Order.OrderNumber%";
    private const string MailSubject = "Plugins.Payments.Glase.Payment.Link.Mail.Subject";

    /// <summary>
    /// Adds the template where it is missing, active, with the shop's default email account.
    /// </summary>
    public async Task AddAsync()
    {
        var languages = await languageService.GetAllLanguagesAsync(showHidden: true);
        if ((await templateService.GetMessageTemplatesByNameAsync(GlaseDefaults.PaymentLinkTemplate)).Count > 0)
            return;

        // Where a shop has one language, nopCommerce takes the template's own texts.
        var texts = GlaseResources.LoadFor(languages.FirstOrDefault(language => language.Published) ?? languages[0]);
        await templateService.InsertMessageTemplateAsync(new MessageTemplate
        {
            Name = GlaseDefaults.PaymentLinkTemplate,
            Subject = Subject(texts),
            Body = Body(texts),
            IsActive = true,
            EmailAccountId = emailAccountSettings.DefaultEmailAccountId
        });
        foreach (var language in languages)
            await CompleteAsync(language);
    }

    /// <summary>
    /// Gives a language its subject and text where the template has none in it, or still has them in a language that it no longer is.
    /// </summary>
    public async Task CompleteAsync(Language language)
    {
        var texts = GlaseResources.LoadFor(language);
        var ours = GlaseResources.Languages.Select(GlaseResources.Load).Where(pack => pack.ContainsKey(MailSubject)).ToList();
        foreach (var template in await templateService.GetMessageTemplatesByNameAsync(GlaseDefaults.PaymentLinkTemplate))
        {
            var subject = await localizationService.GetLocalizedAsync(template, all => all.Subject, language.Id, false, false);
            if (string.IsNullOrEmpty(subject) || ours.Exists(pack => Subject(pack) == subject))
                await localizedEntityService.SaveLocalizedValueAsync(template, all => all.Subject, Subject(texts), language.Id);

            var body = await localizationService.GetLocalizedAsync(template, all => all.Body, language.Id, false, false);
            if (string.IsNullOrEmpty(body) || ours.Exists(pack => Body(pack) == body))
                await localizedEntityService.SaveLocalizedValueAsync(template, all => all.Body, Body(texts), language.Id);
        }
    }

    /// <summary>
    /// Takes the template, and copies of it, out of the shop.
    /// </summary>
    public async Task RemoveAsync()
    {
        foreach (var template in await templateService.GetMessageTemplatesByNameAsync(GlaseDefaults.PaymentLinkTemplate))
            await templateService.DeleteMessageTemplateAsync(template);
    }

    private static string Subject(IReadOnlyDictionary<string, string> texts)
    {
        return $"%Store.Name%: {texts[MailSubject].Replace("{0}", OrderNumber, StringComparison.Ordinal)}";
    }

    private static string Body(IReadOnlyDictionary<string, string> texts)
    {
        var text = texts["Plugins.Payments.Glase.Payment.Link.Mail.Text"].Replace("{0}", OrderNumber, StringComparison.Ordinal);
        return $"""
            <p><a href="%Store.URL%">%Store.Name%</a></p>
            <p>{text}<br />
            <a href="%Order.GlasePaymentLink%">%Order.GlasePaymentLink%</a></p>
            <p>%Order.GlaseQrCode%</p>
            %Order.Product(s)%
            """.ReplaceLineEndings("\n");
    }
}
