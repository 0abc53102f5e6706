using Nop.Core.Domain.Messages;
using Nop.Services.Localization;
using Nop.Services.Messages;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Finds the email account that a message template is sent from, as nopCommerce does.
/// </summary>
public class TemplateEmailAccounts(IEmailAccountService emailAccountService, EmailAccountSettings settings,
    ILocalizationService localizationService)
{
    /// <summary>
    /// Finds the template's account for a language, else the template's, else the shop's default, else any.
    /// </summary>
    /// <returns>The account; null when the shop has none</returns>
    public async Task<EmailAccount> FindAsync(MessageTemplate template, int languageId)
    {
        var chosen = await localizationService.GetLocalizedAsync(template, all => all.EmailAccountId, languageId);
        return await emailAccountService.GetEmailAccountByIdAsync(chosen == 0 ? template.EmailAccountId : chosen)
            ?? await emailAccountService.GetEmailAccountByIdAsync(settings.DefaultEmailAccountId)
            ?? (await emailAccountService.GetAllEmailAccountsAsync()).FirstOrDefault();
    }
}
