using Nop.Core.Domain.Messages;
using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Services.Common;
using Nop.Services.Localization;
using Nop.Services.Messages;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Queues the email with the payment link of an order, as nopCommerce queues those about an order: by the templates that are active for the
/// order's store, in the customer's language, with the tokens of orders.
/// </summary>
public class PaymentLinkMailer(IAddressService addressService, IEventPublisher eventPublisher, ILanguageService languageService,
    IMessageTemplateService templateService, IMessageTokenProvider tokenProvider, IStoreService storeService,
    IWorkflowMessageService messageService, TemplateEmailAccounts accounts)
{
    /// <summary>
    /// Queues the email to the order's billing address.
    /// </summary>
    /// <param name="order">An order with a payment link</param>
    /// <returns>Whether it is queued, and otherwise what is missing</returns>
    public async Task<PaymentLinkMail> QueueAsync(Order order)
    {
        var address = await addressService.GetAddressByIdAsync(order.BillingAddressId);
        if (string.IsNullOrWhiteSpace(address?.Email))
            return new PaymentLinkMail(PaymentLinkMailOutcome.NoAddress);

        var templates = (await templateService.GetMessageTemplatesByNameAsync(GlaseDefaults.PaymentLinkTemplate, order.StoreId))
            .Where(template => template.IsActive).ToList();
        if (templates.Count == 0)
            return new PaymentLinkMail(PaymentLinkMailOutcome.NoTemplate);

        var languageId = await GetLanguageIdAsync(order);
        var queued = new List<int>();
        foreach (var template in templates)
        {
            if (await accounts.FindAsync(template, languageId) is not { } account)
                return new PaymentLinkMail(PaymentLinkMailOutcome.NoEmailAccount);

            var tokens = await GetTokensAsync(order, account, languageId);
            await eventPublisher.PublishAsync(new MessageTokensAddedEvent(template, tokens));
            queued.Add(await messageService.SendNotificationAsync(template, account, languageId, tokens, address.Email,
                $"{address.FirstName} {address.LastName}"));
        }

        return new PaymentLinkMail(PaymentLinkMailOutcome.Queued, address.Email, queued);
    }

    private async Task<List<Token>> GetTokensAsync(Order order, EmailAccount account, int languageId)
    {
        var tokens = new List<Token>();
        await tokenProvider.AddOrderTokensAsync(tokens, order, languageId);
        await tokenProvider.AddCustomerTokensAsync(tokens, order.CustomerId);
        await tokenProvider.AddStoreTokensAsync(tokens, await storeService.GetStoreByIdAsync(order.StoreId), account, languageId);
        return tokens;
    }

    // The shop may have the customer's language no more.
    private async Task<int> GetLanguageIdAsync(Order order)
    {
        if (await languageService.GetLanguageByIdAsync(order.CustomerLanguageId) is { Published: true } language)
            return language.Id;

        var ofStore = await languageService.GetAllLanguagesAsync(storeId: order.StoreId);
        return ofStore.Concat(await languageService.GetAllLanguagesAsync()).First(other => other.Published).Id;
    }
}
